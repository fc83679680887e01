import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { readOnlyService, type DatabasePlan } from '../manifests';
import {
  DATA_CLAIM,
  labels,
  namesOf,
  primaryOf,
  promotionOf,
  resources,
  type Promotion,
  type StatefulSetContext,
} from '../model';
import { parts } from '../write/OwnedPartWriter';
import { isReplaceable } from './checkNoPromotion';
import { promotionJob } from './job';
import { scale, stopInstance } from './stop';

/** Everything a step needs. The StatefulSet was read before the Service: it is written only if no other step came in between. */
interface Step {
  context: StatefulSetContext;
  plan: DatabasePlan;
  promotion: Promotion;
  service: KubernetesObject;
  set: KubernetesObject;
  signal?: AbortSignal;
}

/** Lets the Service select the new primary, if it is still as read. */
async function select({ context, plan, promotion, service, signal }: Step) {
  const { client } = context;
  const { claim, indexOf } = namesOf(plan.name);
  const { namespace, name, resourceVersion } = service.metadata;
  const volume = await client.get(
    resources.persistentVolumeClaims,
    { namespace, name: claim(indexOf(promotion.to)) },
    { signal },
  );
  const annotations = { [DATA_CLAIM]: volume?.metadata.uid };
  await client.patch(
    resources.services,
    { namespace, name },
    {
      metadata: { resourceVersion, annotations },
      spec: { selector: { [labels.instance]: promotion.to } },
    },
    { signal },
  );
}

/**
 * Deletes the old primary with its volume. The reconcile creates both again: as
 * of a standby, which clones the new primary. The volume is of the time before,
 * which its uid shows.
 */
async function replace({ context, plan, promotion, set, signal }: Step) {
  const { client } = context;
  const { namespace } = plan;
  const { claim, indexOf } = namesOf(plan.name);
  const index = indexOf(promotion.from);
  const before = readOnlyService({ ...plan, primary: index });
  const primary = indexOf(promotion.to);
  const readOnly = readOnlyService({ ...plan, primary });
  await parts.ensure(client, plan.ref, readOnly, { signal }, before);
  const kind = resources.persistentVolumeClaims;
  const id = { namespace, name: claim(index) };
  const volume = await client.get(kind, id, { signal });
  if (volume && volume.metadata.uid === promotion.claim) {
    await client.delete(kind, id, { signal, uid: promotion.claim });
    if (await client.get(kind, id, { signal })) return;
  }
  const { uid } = set.metadata;
  await client.delete(resources.statefulSets, set.metadata, { signal, uid });
}

/**
 * Takes the next step of a promotion, as the cluster shows it: the old primary is
 * stopped; once it is proven to be down, a Job promotes the standby; then the
 * Service selects it; then the old primary is replaced. Each step can be repeated.
 */
export async function continuePromotion(
  context: StatefulSetContext,
  plan: DatabasePlan,
  signal?: AbortSignal,
): Promise<void> {
  const { client, jobs } = context;
  const { namespace, promotion } = plan;
  if (!promotion) return;
  const { from, to, id } = promotion;
  const old = { namespace, name: from };
  const set = await client.get(resources.statefulSets, old, { signal });
  const key = { namespace, name: namesOf(plan.name).readWrite };
  const service = await client.get(resources.services, key, { signal });
  if (!set || !service || promotionOf(service)?.id !== id) return;
  const primary = primaryOf(service);
  if (from === to) {
    if (primary === to && Object(set.spec).replicas === 0)
      await scale(client, set, 1, signal);
    return;
  }
  if (!isReplaceable(plan, set)) return;
  if (primary !== from && primary !== to) return;
  if (!(await stopInstance(client, set, signal))) return;
  if (primary === to) {
    await replace({ context, plan, promotion, service, set, signal });
    return;
  }
  const progress = await jobs.advance(promotionJob(plan, promotion), {
    signal,
  });
  if (progress.state !== 'ended' || progress.end.type !== 'done') return;
  const live = await client.get(resources.services, key, { signal });
  // The Job has recorded its end on it.
  if (live && promotionOf(live)?.id === id && primaryOf(live) === from)
    await select({ context, plan, promotion, service: live, set, signal });
}
