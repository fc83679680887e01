import type {
  Condition,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { KeptClusterStatus } from '../model';

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
