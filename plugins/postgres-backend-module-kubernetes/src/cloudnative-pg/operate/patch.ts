import { ConflictError } from '@backstage/errors';
import type { KubernetesObject } from '../../cluster';
import { resources, type Condition, type KeptClusterStatus } from '../model';
import type { OperateOptions, Target } from './target';

/** Beyond this someone else writes all the time, and a person should look. */
const MAX_TRIES = 4;

/** Sets annotations of the Cluster, by which the operator is told; null removes. */
export async function annotate(
  { context, found }: Target,
  annotations: Record<string, string | null>,
  { signal }: OperateOptions,
): Promise<void> {
  await context.client.patch(
    resources.clusters,
    found.cluster,
    { metadata: { annotations } },
    { signal },
  );
}

/**
 * Changes what depends on what is there: reads the Cluster, and writes only
 * if nobody has changed it since, else reads again.
 */
export async function patchCluster(
  { context, found }: Target,
  makePatch: (live: KubernetesObject) => Record<string, unknown>,
  { signal }: OperateOptions,
  subresource?: 'status',
): Promise<void> {
  const { client } = context;
  for (let attempt = 1; ; attempt++) {
    const live = await client.get(resources.clusters, found.cluster, {
      signal,
    });
    if (live?.metadata.uid !== found.cluster.uid) {
      throw new ConflictError(
        `Database '${found.cluster.name}' was removed meanwhile`,
      );
    }
    const { metadata, ...patch } = makePatch(live);
    const { resourceVersion } = live.metadata;
    try {
      await client.patch(
        resources.clusters,
        found.cluster,
        { ...patch, metadata: { ...(metadata as object), resourceVersion } },
        { signal, subresource },
      );
      return;
    } catch (error) {
      // The operator writes the status every few seconds while it works.
      if (attempt === MAX_TRIES || !isOutdated(error)) throw error;
    }
  }
}

function isOutdated(error: unknown): boolean {
  return (
    error instanceof ConflictError && /changed meanwhile/.test(error.message)
  );
}

/**
 * A status with a phase that the operator acts on. Ready goes with it, as in
 * the operator's own plugin for kubectl, so that nobody waits on the old one.
 */
export function statusWithPhase(
  live: KubernetesObject,
  status: Pick<KeptClusterStatus, 'phase' | 'phaseReason'> &
    Partial<KeptClusterStatus>,
): { status: KeptClusterStatus } {
  const { conditions = [] } = (live.status ?? {}) as KeptClusterStatus;
  const ready: Condition = {
    type: 'Ready',
    status: 'False',
    reason: 'ClusterIsNotReady',
    message: 'Cluster Is Not Ready',
    lastTransitionTime: new Date().toISOString().replace(/\.\d+/, ''),
  };
  return {
    status: {
      ...status,
      conditions: [...conditions.filter(({ type }) => type !== 'Ready'), ready],
    },
  };
}
