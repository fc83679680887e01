import {
  phaseIn,
  START_LIMIT_MS,
  WAIT_LIMIT_MS,
  type PhaseWords,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** A conflict between two writers passes within the operator's next round. */
const RETRY_GRACE_MS = 5_000;

const PLATFORM = 'Ask the platform team: the cause is on their side.';

const LOG =
  'Ask the platform team for the log of the job that the operator names.';

const platform = (words: string, graceMs?: number): PhaseWords => ({
  family: 'attention',
  words: `Platform problem: ${words}`,
  nextStep: PLATFORM,
  runs: true,
  graceMs,
});

const changing = (words: string, limitMs?: number): PhaseWords => ({
  family: 'changing',
  words,
  limitMs,
});

/** The operator's text for a restart of PostgreSQL in a primary's pod that goes on; it can be asked for with it. */
export const RESTART_IN_PLACE = 'Primary instance is being restarted in-place';

/** The operator's text where PostgreSQL was stopped because a volume is full. */
export const DISK_FULL = 'Not enough disk space';

/** The operator's text where the Job of an instance has used up its attempts, or all instances end again and again. */
export const UNRECOVERABLE =
  'Cluster is unrecoverable and needs manual intervention';

/** By the operator's text (api/v1/cluster_types.go of 1.25 to 1.30, and literals of cluster_controller.go). */
const PHASES: Record<string, PhaseWords> = {
  'Cluster in healthy state': { family: 'healthy', words: 'Running' },
  'Setting up primary': {
    ...changing('Creating the first instance'),
    makes: 'first',
  },
  'Creating a new replica': {
    ...changing('Adding a standby'),
    makes: 'standby',
    keepsPrimary: true,
  },
  'Waiting for the instances to become active': {
    family: 'waiting',
    words: 'Waiting for instances to become ready',
    limitMs: WAIT_LIMIT_MS,
  },
  // Also where the successor of a failed primary fails, too (replicas.go).
  'Switchover in progress': {
    ...changing('Moving the primary', WAIT_LIMIT_MS),
    moves: true,
  },
  'Failing over': { family: 'failover', words: 'The primary failed' },
  'Upgrading cluster': changing(
    'Restarting instances one by one',
    START_LIMIT_MS,
  ),
  'Upgrading Postgres major version': changing(
    'Upgrading to a new major version of PostgreSQL; it does not run meanwhile',
  ),
  'Online upgrade in progress': changing(
    'Upgrading the instance manager',
    START_LIMIT_MS,
  ),
  'Applying configuration': changing(
    'Applying configuration',
    2 * WAIT_LIMIT_MS,
  ),
  [RESTART_IN_PLACE]: {
    ...changing(
      'Restarting the primary; writes pause for seconds',
      2 * WAIT_LIMIT_MS,
    ),
    inPlace: true,
  },
  'Primary instance is being restarted without a switchover': changing(
    'Restarting the primary; writes pause until it is back',
    2 * WAIT_LIMIT_MS,
  ),
  'Promoting to primary cluster': changing(
    'Becoming the primary cluster',
    START_LIMIT_MS,
  ),
  'Cluster upgrade delayed': {
    ...changing("Waiting for the operator's turn to roll out a change"),
    keepsPrimary: true,
  },
  'Waiting for user action': {
    family: 'attention',
    words: 'Waits for a switchover by hand, to finish an update',
    nextStep: 'Switch over to a standby that was updated already.',
    runs: true,
  },
  [DISK_FULL]: {
    family: 'attention',
    words: 'The disk is full, and PostgreSQL is stopped',
    diskFull: true,
    nextStep:
      'Ask the platform team to grow the volume claim first: a larger size here alone is not enough while PostgreSQL is stopped. Then raise the storage size.',
    whileUp: {
      words: 'The disk of a standby is full, and PostgreSQL is stopped on it',
      nextStep: 'Ask the platform team to grow its volume claim.',
    },
  },
  [UNRECOVERABLE]: {
    family: 'attention',
    words: 'It cannot repair itself',
    // The Job that makes the first instance has used up its attempts.
    final: 'without-pods',
    nextStep: 'Restore from a backup to a new database.',
    whileUp: {
      words: 'An instance could not be made',
      nextStep: LOG,
    },
    beforeUp: {
      words: 'It could not be made',
      nextStep: `${LOG} Then remove it, and create it again.`,
    },
  },
  'Cluster cannot proceed to reconciliation due to an unknown plugin being required':
    platform('a plugin that it needs is not installed', RETRY_GRACE_MS),
  'Cluster cannot proceed to reconciliation due to an error while interacting with plugins':
    platform('a plugin fails', RETRY_GRACE_MS),
  'Cluster has incomplete or invalid image catalog': platform(
    'the image catalog does not offer its version',
  ),
  'Cluster cannot execute instance online upgrade due to missing architecture binary':
    platform("the operator has no program for the nodes' architecture"),
  'Unable to create required cluster objects': platform(
    'the operator cannot create what the database needs',
    RETRY_GRACE_MS,
  ),
  'Instance Status Extraction Error: HTTP communication issue': platform(
    'the operator cannot reach the instances, so that it repairs nothing',
  ),
  'Invalid cluster definition': {
    ...platform('its definition is not valid'),
    // The operator does nothing before it is another one.
    final: 'always',
  },
};

/** A phase in words; one that nobody knows is repeated as it is. */
export function phaseOf(phase: string): PhaseWords {
  return phaseIn(PHASES, phase);
}
