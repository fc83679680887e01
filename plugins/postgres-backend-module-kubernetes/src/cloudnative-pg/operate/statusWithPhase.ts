import type {
  Condition,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ClusterStatus } from '../model';

/**
 * Returns a status with a phase that the operator acts on. Like the operator's
 * plugin for kubectl, it also resets the condition Ready, so that nothing relies
 * on its old value.
 */
export function statusWithPhase(
  live: KubernetesObject,
  status: Pick<ClusterStatus, 'phase' | 'phaseReason'> & Partial<ClusterStatus>,
): { status: ClusterStatus } {
  const { conditions = [] } = (live.status ?? {}) as ClusterStatus;
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
