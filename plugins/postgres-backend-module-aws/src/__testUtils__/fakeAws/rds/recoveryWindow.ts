import type { RestoreWindow } from '@aws-sdk/client-rds';
import type { InstanceRecord } from '../state';

const fiveMinutes = 300_000;

/**
 * Which times can be restored: from the first automated backup, within the
 * retention, up to the last upload of transaction logs, every five minutes
 * ("Restoring a DB instance to a specified time for Amazon RDS").
 */
export function recoveryWindow(
  { db, backedUpSince }: InstanceRecord,
  now: Date,
): RestoreWindow | undefined {
  const days = db.BackupRetentionPeriod ?? 0;
  if (!backedUpSince || days === 0) {
    return undefined;
  }
  const earliest = Math.max(
    backedUpSince.getTime(),
    now.getTime() - days * 86_400_000,
  );
  const uploaded = Math.floor(now.getTime() / fiveMinutes) * fiveMinutes;
  return {
    EarliestTime: new Date(earliest),
    LatestTime: new Date(Math.max(uploaded, earliest)),
  };
}
