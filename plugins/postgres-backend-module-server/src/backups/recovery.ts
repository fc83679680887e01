import type {
  Backup,
  Backups,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ServerFacts } from '@pgstage/backstage-plugin-postgres-sql-node';
import { shownBy } from '../observe/claims';
import type { BaseBackup } from './backupDirectory';

type RecoveryWindow = NonNullable<Backups['recoveryWindow']>;

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
 *
 * @param at - when the backups were listed, where that was before
 */
export function recoveryWindowOf(
  backups: BaseBackup[],
  server: ServerFacts,
  at: Date | string = server.now,
): RecoveryWindow | undefined {
  const finished = backups
    .filter(isGood)
    .flatMap(({ finishedAt, timeline }) =>
      finishedAt ? [{ finishedAt, timeline }] : [],
    )
    .sort((a, b) => a.finishedAt.localeCompare(b.finishedAt));
  const newest = finished.at(-1);
  if (!newest) return undefined;
  const evidence = shownBy('recoveryWindow', 'archive', at);
  const { mode, lastArchivedAt, lastArchivedWal } = server.archiver;
  const archived = lastArchivedAt?.toISOString();
  const timeline = parseInt(lastArchivedWal?.slice(0, 8) ?? '', 16);
  const oldest = finished.find(backup => backup.timeline === timeline);
  if (mode === 'off' || !archived || !oldest || archived < oldest.finishedAt) {
    return { from: newest.finishedAt, to: newest.finishedAt, evidence };
  }
  return { from: oldest.finishedAt, to: archived, evidence };
}
