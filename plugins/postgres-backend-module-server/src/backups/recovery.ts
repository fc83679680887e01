import type {
  Backup,
  Backups,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ServerFacts } from '@pgstage/backstage-plugin-postgres-sql-node';
import { shownBy } from '../observe/claims';
import type { BaseBackup } from './backupDirectory';

type RecoveryWindow = NonNullable<Backups['recoveryWindow']>;

/** Returns whether a backup can be restored: finished, and not found to be damaged. */
export function isGood({
  status,
  verified,
}: Pick<Backup, 'status' | 'verified'>): boolean {
  return status === 'finished' && verified?.ok !== false;
}

/**
 * Returns the range of times to which the server can be restored: from the end
 * of the oldest base backup on the timeline of the archive to the end of the last
 * archived WAL file. Without archived WAL, only the end of the newest base backup.
 * The administrator of the server restores it, with all its databases.
 *
 * @param archivedUntil - WAL written until this time is archived. Not the time when
 * it was archived: then it had ended before
 * @param at - when the backups were listed
 */
export function recoveryWindowOf(
  backups: BaseBackup[],
  server: ServerFacts,
  archivedUntil: Date | undefined,
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
  const { mode, lastArchivedWal } = server.archiver;
  const archived = archivedUntil?.toISOString();
  const timeline = parseInt(lastArchivedWal?.slice(0, 8) ?? '', 16);
  const oldest = finished.find(backup => backup.timeline === timeline);
  if (mode === 'off' || !archived || !oldest || archived < oldest.finishedAt) {
    return {
      from: newest.finishedAt,
      to: newest.finishedAt,
      manual: true,
      evidence,
    };
  }
  return { from: oldest.finishedAt, to: archived, manual: true, evidence };
}
