import { ConflictError } from '@backstage/errors';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { takeLock } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BackupLimits } from '../config';
import { type ServerConnections } from '../sql';

/** Wait for the lock: long enough for concurrent requests to retry at different times. */
const LOCK_WAIT_MS = 1_000;

/**
 * Returns when the next backup may start; undefined if it may start now. Failed
 * backups do not count.
 */
export function nextAllowedAt(
  backups: Pick<Backup, 'status' | 'startedAt'>[],
  { minimumIntervalMinutes = 0 }: Partial<BackupLimits> = {},
  now: Date,
): Date | undefined {
  const starts = backups
    .filter(({ status }) => status !== 'failed')
    .map(({ startedAt }) => Date.parse(startedAt));
  const next = Math.max(...starts) + minimumIntervalMinutes * 60_000;
  return next > now.getTime() ? new Date(next) : undefined;
}

/** @throws ConflictError with the time from which the next backup is allowed */
export function requireInterval(
  what: string,
  backups: Backup[],
  limits: BackupLimits | undefined,
  now: Date,
): void {
  const next = nextAllowedAt(backups, limits, now);
  if (next) {
    throw new ConflictError(
      `${what} was taken less than ${
        limits?.minimumIntervalMinutes
      } minutes ago. The next one is possible from ${next.toISOString()}`,
    );
  }
}

/**
 * Allows one caller at a time to start a backup, across all Backstage replicas.
 * The lock is released when `work` ends: by then the backup is visible itself.
 *
 * @param what - the backup, in error messages and as the key of the lock
 * @throws ConflictError if another one is being started
 */
export async function withBackupLock<T>(
  connections: ServerConnections,
  what: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return connections.session(
    async session => {
      const key = `pgstage-backup:${what}`;
      if (await takeLock(session, key, { waitMs: LOCK_WAIT_MS, signal }))
        throw new ConflictError(
          `${what} is being started. Wait until it has finished.`,
        );
      return work();
    },
    { signal },
  );
}
