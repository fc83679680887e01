import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  type Backup,
  type Backups,
  type RestoreDatabase,
} from '@pgstage/backstage-plugin-postgres-common';

/** From which backup, and up to where. */
export interface RecoveryPoint {
  /** Absent: the operator takes the newest that fits. */
  backup?: Backup;
  targetTime?: string;
}

/** What is known of a database's backups, as far as it matters here. */
export type KnownBackups = Pick<
  Backups,
  'backups' | 'recoveryWindow' | 'archiving'
>;

/**
 * What a request for a restore stands for, within what is proven: a recovery
 * that is asked for a moment which the archive does not hold fails after
 * minutes, and leaves a database that never starts.
 *
 * @throws InvalidFieldsError naming `backup` or `targetTime`.
 */
export function recoveryPointOf(
  { backup: id, targetTime }: Pick<RestoreDatabase, 'backup' | 'targetTime'>,
  { backups, recoveryWindow, archiving }: KnownBackups,
): RecoveryPoint {
  const backup = id === undefined ? undefined : finished(id, backups);
  if (backup) refuseWithoutWal(backup, archiving.lastArchivedAt);
  if (targetTime !== undefined) {
    const time = new Date(targetTime);
    if (!recoveryWindow) {
      throw invalidField(
        'targetTime',
        'must be left out: no archived WAL is known, so only the moment of a backup can be restored',
      );
    }
    const { from, to } = recoveryWindow;
    if (time < new Date(from) || time > new Date(to)) {
      throw invalidField('targetTime', `must be between ${from} and ${to}`);
    }
    if (backup?.finishedAt && time < new Date(backup.finishedAt)) {
      throw invalidField(
        'targetTime',
        `must not be before ${backup.finishedAt}, the end of backup '${backup.id}'`,
      );
    }
    return { backup, targetTime: time.toISOString() };
  }
  if (!backup && !recoveryWindow) {
    const newest = backups.find(({ status }) => status === 'finished');
    if (newest) return { backup: newest };
    throw new ConflictError(
      'There is no finished backup to restore from: take one first',
    );
  }
  return { backup };
}

function finished(id: string, backups: Backup[]): Backup {
  const backup = backups.find(candidate => candidate.id === id);
  if (!backup) {
    throw invalidField(
      'backup',
      "must be the id of one of the database's backups",
    );
  }
  if (backup.status !== 'finished') {
    throw invalidField(
      'backup',
      `must be a finished backup: '${id}' is ${backup.status}`,
    );
  }
  return backup;
}

/** A backup is of use only with the WAL that was written while it was taken. */
function refuseWithoutWal(
  { id, method, startedAt }: Backup,
  lastArchivedAt: string | undefined,
): void {
  if (method === 'volumeSnapshot' || !lastArchivedAt) return;
  if (new Date(lastArchivedAt) < new Date(startedAt)) {
    throw new ConflictError(
      `Backup '${id}' cannot be restored yet: no WAL was archived since it began. Wait until changes are archived, or take a new backup`,
    );
  }
}
