import type {
  DatabaseState,
  Message,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  withReason,
  type Condition,
  type PartsInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';

/** Condition types whose `True` is the healthy value. */
const GOOD = new Set([
  'Ready',
  'ContinuousArchiving',
  'LastBackupSucceeded',
  'Initialized',
  'ConsistentSystemID',
  'SyncReplicationTopologySatisfied',
]);

/** Condition types of a server that becomes a replica of another one (replicaclusterswitch/conditions.go). */
const SWITCH = new Set([
  'ReplicaClusterSwitch',
  'ReplicaClusterDesignatedPrimaryTransition',
  'ReplicaClusterFencing',
]);

/** Reasons of a `False` that is an intermediate step or harmless. */
const IN_PROGRESS = new Set([
  'BackupStarted',
  'BootstrapPending',
  'NotFound',
  'TopologyNotExtracted',
]);

export function conditions({
  snapshot,
  facts,
  changing,
}: PartsInput<CloudNativePgSnapshot>): Part[] {
  const stateOf = ({ type, status, reason = '' }: Condition): DatabaseState => {
    if (type === 'cnpg.io/hibernation')
      return reason === 'WrongAnnotationValue' ? 'attention' : 'changing';
    if (SWITCH.has(type))
      return type === 'ReplicaClusterSwitch' && status === 'True'
        ? 'working'
        : 'changing';
    if (!GOOD.has(type) || !['True', 'False'].includes(status))
      return 'unknown';
    if (status === 'True') return 'working';
    return changing || facts.hibernated || IN_PROGRESS.has(reason)
      ? 'changing'
      : 'attention';
  };
  return (snapshot.cluster.status.conditions ?? []).map(condition => ({
    kind: 'condition',
    name: condition.type,
    state: stateOf(condition),
    reason: withReason(valueOf(condition), condition.message),
  }));
}

function valueOf({ status, reason }: Condition): Message {
  return reason
    ? message('condition', { status, reason })
    : providerMessage('verbatim', { text: status });
}
