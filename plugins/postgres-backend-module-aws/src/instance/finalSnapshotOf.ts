import type { InstanceFacts } from './InstanceFacts';

/** Statuses in which Amazon RDS takes no final snapshot. */
const WITHOUT_SNAPSHOT = new Set([
  ...['failed', 'incompatible-restore', 'incompatible-network'],
  ...['inaccessible-encryption-credentials', 'restore-error'],
  'inaccessible-encryption-credentials-recoverable',
]);

/** Whether Amazon RDS takes no final snapshot in this status. */
export const takesNoSnapshot = (status: string) => WITHOUT_SNAPSHOT.has(status);

/**
 * Returns the name of the final snapshot, which contains the time of creation, so that
 * a repeated removal finds the snapshot of the same instance; undefined if AWS takes
 * none, as in the status `creating`.
 */
export function finalSnapshotOf({
  identifier,
  createdAt,
  status,
}: InstanceFacts): string | undefined {
  if (!createdAt || status === 'creating' || takesNoSnapshot(status))
    return undefined;
  const time = createdAt.replace(/\D/g, '').slice(0, 14);
  return `pgstage-${identifier}-final-${time}`;
}
