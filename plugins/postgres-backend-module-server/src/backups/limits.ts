import { ConflictError } from '@backstage/errors';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { takeLock } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BackupLimits } from '../config';
import { type ServerConnections } from '../sql';

/** Longer than two that begin at the same moment take to come apart. */
const BEGIN_MS = 1_000;

/** When the next backup may begin, where that is not yet. One that failed keeps nobody waiting. */
export function nextPossibleAt(
  backups: Pick<Backup, 'status' | 'startedAt'>[],
  { minimumIntervalMinutes = 0 }: Partial<BackupLimits> = {},
  now = new Date(),
): Date | undefined {
  const begun = backups
    .filter(({ status }) => status !== 'failed')
    .map(({ startedAt }) => Date.parse(startedAt));
  const next = Math.max(...begun) + minimumIntervalMinutes * 60_000;
  return next > now.getTime() ? new Date(next) : undefined;
}

/** @throws ConflictError that says when the next one may begin. */
export function requireInterval(
  what: string,
  backups: Backup[],
  limits: BackupLimits | undefined,
): void {
  const next = nextPossibleAt(backups, limits);
  if (next) {
    throw new ConflictError(
      `${what} was taken less than ${
        limits?.minimumIntervalMinutes
      } minutes ago. The next one is possible from ${next.toISOString()}`,
    );
  }
}

/**
 * Lets one caller at a time begin a backup of a kind, over all Backstage
 * replicas. The lock ends with `work`: from then on the backup itself is seen.
 *
 * @throws ConflictError where another one begins now.
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
      if (await takeLock(session, key, { waitMs: BEGIN_MS, signal }))
        throw new ConflictError(`${what} begins now. Wait until it is done.`);
      return work();
    },
    { signal },
  );
}
