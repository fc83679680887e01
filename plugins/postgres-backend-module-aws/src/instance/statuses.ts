/**
 * What a status of an instance means.
 *
 * - `available`: AWS reports that it runs, possibly with a background task that
 *   does not interrupt connections
 * - `changing`: an intended change is in progress
 * - `stopped`: stopped intentionally
 * - `problem`: a person has to act
 */
export interface StatusMeaning {
  kind: 'available' | 'changing' | 'stopped' | 'problem';
  /** Reason to display, without the status itself. */
  reason: string;
  /** No login is possible; absent if that is not certain. */
  closed?: true;
  /** What AWS charges in this status; absent for the full price. */
  billed?: 'nothing' | 'storage';
}

const available = (reason: string): StatusMeaning => ({
  kind: 'available',
  reason,
});
const changing = (
  reason: string,
  more: Omit<StatusMeaning, 'kind' | 'reason'> = {},
): StatusMeaning => ({ kind: 'changing', reason, ...more });
const problem = (
  reason: string,
  more: Omit<StatusMeaning, 'kind' | 'reason'> = {},
): StatusMeaning => ({ kind: 'problem', reason, ...more });
const closed = { closed: true } as const;

/**
 * The statuses of PostgreSQL instances, with what AWS charges. Source:
 * `Overview.DBInstance.Status` of the Amazon RDS User Guide, except for the last
 * four, which it does not list.
 */
const statuses: Record<string, StatusMeaning> = {
  available: available('Available'),
  'backing-up': available('Available, while a backup is taken'),
  'storage-optimization': available('Available, while storage is optimized'),

  creating: changing('It is being created', { ...closed, billed: 'nothing' }),
  deleting: changing('It is being deleted', { ...closed, billed: 'nothing' }),
  modifying: changing('It is being modified'),
  upgrading: changing('PostgreSQL is being upgraded', closed),
  rebooting: changing('It reboots', closed),
  renaming: changing('It is being renamed', closed),
  maintenance: changing('AWS applies maintenance'),
  'resetting-master-credentials': changing('Its password is being replaced'),
  'configuring-enhanced-monitoring': changing('Monitoring is being configured'),
  'configuring-iam-database-auth': changing('IAM login is being configured'),
  'configuring-log-exports': changing('Log exports are being configured'),
  'converting-to-vpc': changing('It moves to a VPC', closed),
  'moving-to-vpc': changing('It moves to another VPC', closed),
  starting: changing('It starts', { ...closed, billed: 'storage' }),
  stopping: changing('It stops', { ...closed, billed: 'storage' }),

  stopped: {
    kind: 'stopped',
    reason: 'Stopped',
    closed: true,
    billed: 'storage',
  },

  failed: problem('It failed, and AWS cannot recover it', {
    ...closed,
    billed: 'nothing',
  }),
  'inaccessible-encryption-credentials': problem('Its KMS key cannot be used', {
    ...closed,
    billed: 'nothing',
  }),
  'incompatible-network': problem('Its subnets have no free address', {
    billed: 'nothing',
  }),
  'incompatible-option-group': problem(
    'Its option group is not compatible with it',
  ),
  'incompatible-parameters': problem(
    'Its parameters are not compatible with its instance class or version',
    closed,
  ),
  'incompatible-restore': problem(
    'It could not be restored to the requested time',
    {
      ...closed,
      billed: 'nothing',
    },
  ),
  'insufficient-capacity': problem(
    'AWS has no capacity for its instance class',
    closed,
  ),
  'restore-error': problem('Its restore failed', closed),
  'storage-full': problem('Its storage is full', closed),

  'storage-config-upgrade': changing('Its storage is being upgraded'),
  'storage-initialization': available(
    'Available, while storage is loaded from the snapshot',
  ),
  'delete-precheck': changing('AWS checks whether it can be deleted'),
  'inaccessible-encryption-credentials-recoverable': problem(
    'Its KMS key cannot be used; AWS stops it unless the key is usable again within seven days',
    { ...closed, billed: 'storage' },
  ),
};

/** The statuses for which {@link meaningOf} returns a meaning. */
export const knownStatuses = Object.keys(statuses);

/** Returns the meaning of a status; undefined for one that is not known. */
export function meaningOf(status: string): StatusMeaning | undefined {
  return Object.hasOwn(statuses, status) ? statuses[status] : undefined;
}
