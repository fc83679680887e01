import type {
  Backup,
  Backups,
  Status,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ServerFacts } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BaseBackup } from './backupDirectory';

type Archiving = Backups['archiving'];
type RecoveryWindow = NonNullable<Backups['recoveryWindow']>;

/** Whether what changes since the last base backup is kept. */
export function archivingOf({ archiver, inRecovery }: ServerFacts): Archiving {
  const { mode, configured, lastArchivedAt, lastFailedAt, lastFailedWal } =
    archiver;
  const times = {
    lastArchivedAt: lastArchivedAt?.toISOString(),
    lastFailedAt: lastFailedAt?.toISOString(),
  };
  const told = ({ state, reason }: Omit<Status, 'since'>): Archiving => ({
    state,
    reason,
    ...times,
  });
  const kept = lastArchivedAt
    ? `Changes after ${lastArchivedAt.toISOString()} are not protected`
    : 'Nothing was archived yet';
  if (mode === 'off') {
    return told({
      state: 'attention',
      reason:
        'WAL archiving is off (archive_mode), so only the moment of a base backup can be restored',
    });
  }
  if (!configured) {
    return told({
      state: 'attention',
      reason: `No archive_command is set. ${kept}`,
    });
  }
  if (lastFailedAt && (!lastArchivedAt || lastFailedAt > lastArchivedAt)) {
    return told({
      state: 'attention',
      reason: `Archiving of ${lastFailedWal} fails. ${kept}`,
    });
  }
  if (inRecovery && mode !== 'always') {
    return told({
      state: 'unknown',
      reason: 'The server is a standby now and archives nothing',
    });
  }
  return lastArchivedAt
    ? told({ state: 'working', reason: 'WAL is archived' })
    : told({ state: 'unknown', reason: 'Nothing was archived yet' });
}

/** Whether a backup is of use: finished, and not found damaged. */
export function isGood({
  status,
  verified,
}: Pick<Backup, 'status' | 'verified'>): boolean {
  return status === 'finished' && verified?.ok !== false;
}

/**
 * From the end of the oldest base backup that reaches into the archive until
 * the last archived WAL. Without an archive a backup alone restores to its end.
 */
export function recoveryWindowOf(
  backups: BaseBackup[],
  server: ServerFacts,
): RecoveryWindow | undefined {
  const finished = backups
    .filter(isGood)
    .flatMap(({ finishedAt, timeline }) =>
      finishedAt ? [{ finishedAt, timeline }] : [],
    )
    .sort((a, b) => a.finishedAt.localeCompare(b.finishedAt));
  const newest = finished.at(-1);
  if (!newest) return undefined;
  const { mode, lastArchivedAt, lastArchivedWal } = server.archiver;
  const archived = lastArchivedAt?.toISOString();
  const timeline = parseInt(lastArchivedWal?.slice(0, 8) ?? '', 16);
  const oldest = finished.find(backup => backup.timeline === timeline);
  if (mode === 'off' || !archived || !oldest || archived < oldest.finishedAt) {
    return { from: newest.finishedAt, to: newest.finishedAt };
  }
  return { from: oldest.finishedAt, to: archived };
}
