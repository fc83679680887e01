import { ConflictError } from '@backstage/errors';
import type {
  ClusterClient,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests';
import { message } from '../messages';
import { isOldPrimary, REPLACED, resources } from '../model';

/** Whether a live StatefulSet is that of an old primary that has not been replaced yet. */
export function isReplaceable(
  { promotion }: Pick<DatabasePlan, 'promotion'>,
  { metadata: { name }, spec }: KubernetesObject,
): boolean {
  const { template } = spec as { template: KubernetesObject };
  const replacedBy = template.metadata?.annotations?.[REPLACED];
  return isOldPrimary(promotion, { name, replacedBy });
}

/** @throws ConflictError while a standby is being promoted. */
export async function checkNoPromotion(
  client: ClusterClient,
  plan: DatabasePlan,
  signal?: AbortSignal,
): Promise<void> {
  const { namespace, promotion } = plan;
  if (!promotion) return;
  const id = { namespace, name: promotion.from };
  const set = await client.get(resources.statefulSets, id, { signal });
  if (set && isReplaceable(plan, set))
    throw new ConflictError(
      message('promotionRuns', { to: promotion.to }).text,
    );
}
