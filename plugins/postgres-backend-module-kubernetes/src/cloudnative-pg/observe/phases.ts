import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import {
  phaseIn,
  START_LIMIT_MS,
  WAIT_LIMIT_MS,
  type AttentionPhase,
  type ChangingPhase,
  type PhaseMeaning,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';

/** A conflict between two writers is resolved by the operator's next reconciliation. */
const RETRY_GRACE_MS = 5_000;

const NOT_REPAIRED = message('nothingIsRepaired');

const platform = (what: Message, graceMs?: number): AttentionPhase => ({
  type: 'attention',
  what,
  meaning: NOT_REPAIRED,
  nextStep: message('askPlatformTeam'),
  runs: true,
  graceMs,
});

const changing = (label: Message, limitMs?: number): ChangingPhase => ({
  type: 'changing',
  label,
  limitMs,
});

/** The operator's phase while PostgreSQL is restarted in the pod of the primary. Setting this phase also requests such a restart. */
export const RESTART_IN_PLACE = 'Primary instance is being restarted in-place';

/** The operator's phase if PostgreSQL is stopped because a volume is full. */
export const DISK_FULL = 'Not enough disk space';

/** The operator's phase if the Job of an instance has used up its attempts, or all instances keep crashing. */
export const UNRECOVERABLE =
  'Cluster is unrecoverable and needs manual intervention';

/** Meanings by the operator's phase (api/v1/cluster_types.go of 1.25 to 1.30, and literals of cluster_controller.go). */
const PHASES: Record<string, PhaseMeaning> = {
  'Cluster in healthy state': { type: 'healthy' },
  'Setting up primary': {
    ...changing(kubernetesMessage('creatingFirstInstance')),
    creates: 'first',
  },
  'Creating a new replica': {
    ...changing(kubernetesMessage('addingStandby')),
    creates: 'standby',
    keepsPrimary: true,
  },
  'Waiting for the instances to become active': {
    type: 'waiting',
    limitMs: WAIT_LIMIT_MS,
  },
  // Also if the next primary fails, too (replicas.go).
  'Switchover in progress': {
    ...changing(message('movingPrimary'), WAIT_LIMIT_MS),
    moves: true,
  },
  'Failing over': { type: 'failover' },
  'Upgrading cluster': changing(message('restartingInstances'), START_LIMIT_MS),
  'Upgrading Postgres major version': changing(
    message('upgradingMajorVersion'),
  ),
  'Online upgrade in progress': changing(
    message('upgradingManager'),
    START_LIMIT_MS,
  ),
  'Applying configuration': changing(
    message('applyingConfiguration'),
    2 * WAIT_LIMIT_MS,
  ),
  [RESTART_IN_PLACE]: {
    ...changing(message('restartingInPlace'), 2 * WAIT_LIMIT_MS),
    inPlace: true,
  },
  'Primary instance is being restarted without a switchover': changing(
    message('restartingPrimary'),
    2 * WAIT_LIMIT_MS,
  ),
  'Promoting to primary cluster': changing(
    message('becomingPrimaryCluster'),
    START_LIMIT_MS,
  ),
  'Cluster upgrade delayed': {
    ...changing(message('waitingForRollout')),
    keepsPrimary: true,
  },
  'Waiting for user action': {
    type: 'attention',
    what: message('waitsForSwitchover'),
    meaning: NOT_REPAIRED,
    nextStep: message('switchOver'),
    runs: true,
  },
  [DISK_FULL]: {
    type: 'attention',
    what: message('diskFull'),
    meaning: NOT_REPAIRED,
    diskFull: true,
    nextStep: message('expandVolumeThenSize'),
    whileUp: {
      what: message('standbyDiskFull'),
      nextStep: message('expandVolume'),
    },
  },
  [UNRECOVERABLE]: {
    type: 'attention',
    what: message('unrecoverable'),
    meaning: NOT_REPAIRED,
    // The Job that creates the first instance has used up its attempts.
    final: 'without-pods',
    nextStep: message('restoreToNew'),
    whileUp: {
      what: message('instanceNotCreated'),
      nextStep: message('askForJobLog'),
    },
    beforeUp: {
      what: message('databaseNotCreated'),
      nextStep: message('askForJobLogThenCreate'),
    },
  },
  'Cluster cannot proceed to reconciliation due to an unknown plugin being required':
    platform(message('pluginNotInstalled'), RETRY_GRACE_MS),
  'Cluster cannot proceed to reconciliation due to an error while interacting with plugins':
    platform(message('pluginFails'), RETRY_GRACE_MS),
  'Cluster has incomplete or invalid image catalog': platform(
    message('versionNotInCatalog'),
  ),
  'Cluster cannot execute instance online upgrade due to missing architecture binary':
    platform(message('noBinaryForArchitecture')),
  'Unable to create required cluster objects': platform(
    message('objectsNotCreated'),
    RETRY_GRACE_MS,
  ),
  'Instance Status Extraction Error: HTTP communication issue': platform(
    message('instancesUnreachable'),
  ),
  'Invalid cluster definition': {
    ...platform(message('definitionInvalid')),
    // The operator does nothing until the definition is changed.
    final: 'always',
  },
};

/** Returns the meaning of a phase. */
export function phaseOf(phase: string): PhaseMeaning {
  return phaseIn(PHASES, phase);
}
