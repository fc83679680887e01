import {
  retryOutdated,
  type KubernetesObject,
  type Condition,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources, type KeptClusterStatus } from '../model';
import { liveCluster, type OperateOptions, type Target } from './target';

/** Sets annotations of the Cluster, by which the operator is told; null removes. */
export async function annotate(
  target: Target,
  annotations: Record<string, string | null>,
  options: OperateOptions,
): Promise<void> {
  await patchCluster(target, () => ({ metadata: { annotations } }), options);
}

/**
 * Changes the Cluster by what is there: reads it, compares its record with the
 * one that rights were judged on, and writes only if nobody has written since,
 * else reads again. A resourceVersion names one version of one object, so it
 * stands for the uid, too.
 */
export async function patchCluster(
  target: Target,
  makePatch: (live: KubernetesObject) => Record<string, unknown>,
  options: OperateOptions,
  subresource?: 'status',
): Promise<void> {
  const { client } = target.context;
  await retryOutdated(async () => {
    const live = await liveCluster(target, options);
    const { metadata, ...patch } = makePatch(live);
    const { resourceVersion } = live.metadata;
    await client.patch(
      resources.clusters,
      live.metadata,
      { ...patch, metadata: { ...(metadata as object), resourceVersion } },
      { signal: options.signal, subresource },
    );
  });
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
