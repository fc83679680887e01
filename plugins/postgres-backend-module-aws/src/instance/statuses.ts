/**
 * What a status of an instance means.
 *
 * - `available`: AWS says that it runs, perhaps while something happens that
 *   interrupts nobody
 * - `changing`: on purpose, and passes
 * - `stopped`: on purpose, and stays
 * - `problem`: a person has to act
 */
export interface StatusMeaning {
  kind: 'available' | 'changing' | 'stopped' | 'problem';
  /** For people, without the status itself. */
  reason: string;
  /** No login is possible. Absent: it may be. */
  closed?: true;
  /** What AWS charges meanwhile, if less than usual. */
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
 * The statuses of PostgreSQL instances, with what AWS charges
 * (`Overview.DBInstance.Status` of the Amazon RDS User Guide). The last four
 * are newer than its public text.
 */
const statuses: Record<string, StatusMeaning> = {
  available: available('Available'),
  'backing-up': available('Available, while a backup is taken'),
  'storage-optimization': available('Available, while storage is optimized'),

  creating: changing('It is created', { ...closed, billed: 'nothing' }),
  deleting: changing('It is deleted', { ...closed, billed: 'nothing' }),
  modifying: changing('It is modified'),
  upgrading: changing('PostgreSQL is upgraded', closed),
  rebooting: changing('It reboots', closed),
  renaming: changing('It is renamed', closed),
  maintenance: changing('AWS maintains it'),
  'resetting-master-credentials': changing('Its password is replaced'),
  'configuring-enhanced-monitoring': changing('Monitoring is configured'),
  'configuring-iam-database-auth': changing('IAM login is configured'),
  'configuring-log-exports': changing('Log exports are configured'),
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

  failed: problem('It failed and cannot be recovered by AWS', {
    ...closed,
    billed: 'nothing',
  }),
  'inaccessible-encryption-credentials': problem('Its KMS key cannot be used', {
    ...closed,
    billed: 'nothing',
  }),
  'incompatible-network': problem('Its network has no address left for it', {
    billed: 'nothing',
  }),
  'incompatible-option-group': problem('Its option group does not fit'),
  'incompatible-parameters': problem(
    'Its parameters do not fit its instance class or version',
    closed,
  ),
  'incompatible-restore': problem('It could not be restored to that moment', {
    ...closed,
    billed: 'nothing',
  }),
  'insufficient-capacity': problem(
    'AWS has no capacity for its instance class',
    closed,
  ),
  'restore-error': problem('Its restore failed', closed),
  'storage-full': problem('Its storage is full', closed),

  'storage-config-upgrade': changing('Its storage is upgraded'),
  'storage-initialization': available(
    'Available, while storage is read from the snapshot',
  ),
  'delete-precheck': changing('It is about to be deleted'),
  'inaccessible-encryption-credentials-recoverable': problem(
    'Its KMS key cannot be used; AWS stops it unless that is corrected within seven days',
    { ...closed, billed: 'storage' },
  ),
};

/** The statuses that {@link meaningOf} knows. */
export const knownStatuses = Object.keys(statuses);

/** Returns the meaning of a status; undefined for one that is not known. */
export function meaningOf(status: string): StatusMeaning | undefined {
  return Object.hasOwn(statuses, status) ? statuses[status] : undefined;
}
