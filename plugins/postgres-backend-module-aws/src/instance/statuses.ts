import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';

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
  reason: Message;
  /** No login is possible; absent if that is not certain. */
  closed?: true;
  /** A start can end the problem. */
  startable?: true;
  /** What AWS charges in this status; absent for the full price. */
  billed?: 'nothing' | 'storage';
}

const available = (reason: Message): StatusMeaning => ({
  kind: 'available',
  reason,
});
const changing = (
  reason: Message,
  more: Omit<StatusMeaning, 'kind' | 'reason'> = {},
): StatusMeaning => ({ kind: 'changing', reason, ...more });
const problem = (
  reason: Message,
  more: Omit<StatusMeaning, 'kind' | 'reason'> = {},
): StatusMeaning => ({ kind: 'problem', reason, ...more });
const closed = { closed: true } as const;

/**
 * The statuses of PostgreSQL instances, with what AWS charges. Source:
 * `Overview.DBInstance.Status` of the Amazon RDS User Guide, except for the last
 * four, which it does not list.
 */
const statuses: Record<string, StatusMeaning> = {
  available: available(message('available')),
  'backing-up': available(message('availableBackingUp')),
  'storage-optimization': available(message('availableOptimizing')),

  creating: changing(message('isCreated'), { ...closed, billed: 'nothing' }),
  deleting: changing(message('isDeleted'), { ...closed, billed: 'nothing' }),
  modifying: changing(message('isModified')),
  upgrading: changing(message('isUpgraded'), closed),
  rebooting: changing(message('reboots'), closed),
  renaming: changing(message('isRenamed'), closed),
  maintenance: changing(message('maintenanceApplies')),
  'resetting-master-credentials': changing(message('passwordIsReplaced')),
  'configuring-enhanced-monitoring': changing(
    message('monitoringIsConfigured'),
  ),
  'configuring-iam-database-auth': changing(message('iamLoginIsConfigured')),
  'configuring-log-exports': changing(message('logExportsAreConfigured')),
  'converting-to-vpc': changing(message('movesToVpc'), closed),
  'moving-to-vpc': changing(message('movesToOtherVpc'), closed),
  starting: changing(message('starts'), { ...closed, billed: 'storage' }),
  stopping: changing(message('stops'), { ...closed, billed: 'storage' }),

  stopped: {
    kind: 'stopped',
    reason: message('stopped'),
    closed: true,
    billed: 'storage',
  },

  failed: problem(message('failed'), {
    ...closed,
    billed: 'nothing',
  }),
  'inaccessible-encryption-credentials': problem(message('keyUnusable'), {
    ...closed,
    billed: 'nothing',
  }),
  'incompatible-network': problem(message('networkIncompatible'), {
    billed: 'nothing',
  }),
  'incompatible-option-group': problem(message('optionGroupIncompatible')),
  'incompatible-parameters': problem(message('parametersIncompatible'), closed),
  'incompatible-restore': problem(message('timeNotRestored'), {
    ...closed,
    billed: 'nothing',
  }),
  'insufficient-capacity': problem(message('noCapacity'), closed),
  'restore-error': problem(message('restoreFailed'), closed),
  'storage-full': problem(message('storageFull'), closed),

  'storage-config-upgrade': changing(message('storageIsUpgraded')),
  'storage-initialization': available(message('availableLoading')),
  'delete-precheck': changing(message('deletionIsChecked')),
  'inaccessible-encryption-credentials-recoverable': problem(
    message('keyUnusableForNow'),
    { ...closed, startable: true, billed: 'storage' },
  ),
};

/** The statuses for which {@link meaningOf} returns a meaning. */
export const knownStatuses = Object.keys(statuses);

/** Returns the meaning of a status; undefined for one that is not known. */
export function meaningOf(status: string): StatusMeaning | undefined {
  return Object.hasOwn(statuses, status) ? statuses[status] : undefined;
}
