import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  restorableMoments,
  type Backup,
  type Backups,
  type RecoveryMoments,
  type RestoreDatabase,
} from '@pgstage/backstage-plugin-postgres-common';

/** The backup to start from, and the time to recover to. @public */
export interface RecoveryPoint {
  /** Absent: the newest suitable one in the archive; the operator finds it. */
  backup?: Backup;
  /** Absent: the end of the backup, or of the archive. */
  targetTime?: string;
  /** A backup, and all WAL archived since then. */
  toEnd?: boolean;
}

/** Facts about the backups of a database that a restore depends on. */
export interface KnownBackups extends Pick<Backups, 'backups'> {
  recoveryWindow?: RecoveryMoments;
  /** End of the first base backup in the archive itself; absent: all are snapshots, or there is none. */
  archiveFrom?: string;
}

/**
 * Resolves a restore request within what is proven to be archived. A recovery
 * to a time that the archive does not contain fails after minutes and leaves a
 * database that never starts.
 *
 * @throws InvalidFieldsError naming `backup` or `targetTime`
 * @throws ConflictError for a backup that cannot be restored.
 * @public
 */
export function recoveryPointOf(
  { backup: id, targetTime }: Pick<RestoreDatabase, 'backup' | 'targetTime'>,
  known: KnownBackups,
): RecoveryPoint {
  const { backups, recoveryWindow } = known;
  const backup = id === undefined ? undefined : finished(id, backups);
  if (targetTime !== undefined) return atMoment(targetTime, backup, known);
  if (backup) return { backup };
  if (recoveryWindow) {
    const point = baseOf(known, recoveryWindow.from);
    if (point) return point.backup ? { ...point, toEnd: true } : point;
  }
  const newest = recoveryWindow ? undefined : newestOf(backups);
  if (newest) return { backup: newest };
  const lacking = newestFinished(backups);
  if (lacking && isRefused(lacking)) throw notNow(lacking);
  throw new ConflictError(
    'There is no finished backup to restore from: take one first',
  );
}

function atMoment(
  targetTime: string,
  backup: Backup | undefined,
  known: KnownBackups,
): RecoveryPoint {
  const { recoveryWindow } = known;
  const time = new Date(targetTime);
  const moment = time.toISOString();
  if (!recoveryWindow) {
    throw invalidField(
      'targetTime',
      'must be omitted: no archived WAL is known, so only the moment of a backup can be restored',
    );
  }
  const piece = pieceOf(time, recoveryWindow);
  if (backup) {
    const { id, finishedAt } = backup;
    if (finishedAt && time < new Date(finishedAt)) {
      throw invalidField(
        'targetTime',
        `must not be before ${finishedAt}, the end of backup '${id}'`,
      );
    }
    if (finishedAt && new Date(finishedAt) < new Date(piece.from)) {
      throw invalidField(
        'backup',
        `must be omitted, or one that ended at ${piece.from} or later: changes that lead from '${id}' to then may be missing in the archive`,
      );
    }
    return { backup, targetTime: moment };
  }
  const point = baseOf(
    known,
    firstBaseOf(time, recoveryWindow) ?? piece.from,
    time,
  );
  if (point) return { ...point, targetTime: moment };
  throw invalidField(
    'targetTime',
    'must not be before the end of the first backup',
  );
}

/**
 * Returns the allowed times around this one. Before and after what is proven,
 * the archive decides: after the loss of a primary that cannot be queried, a
 * restore may be tried. Between two intervals a recovery ends where changes are
 * missing.
 */
function pieceOf(
  time: Date,
  window: RecoveryMoments,
): ReturnType<typeof restorableMoments>[number] {
  const pieces = restorableMoments(window);
  const piece = pieces.find(
    ({ from, to }) => time >= new Date(from) && time <= new Date(to),
  );
  if (piece) return piece;
  const [next, before] = [
    pieces.find(({ from }) => time < new Date(from)),
    pieces.filter(({ to }) => time > new Date(to)).at(-1),
  ];
  throw invalidField(
    'targetTime',
    next && before
      ? `must not be between ${before.to} and ${next.from}: changes of that time may be missing in the archive, and a recovery would not end`
      : `must be between ${pieces[0].from} and ${pieces.at(-1)!.to}`,
  );
}

/** Returns since when WAL is known to be contiguous up to a time, or undefined before all that is proven. */
function firstBaseOf(
  time: Date,
  { earlier = [], from }: RecoveryMoments,
): string | undefined {
  return [...earlier, { from }]
    .filter(each => new Date(each.from) <= time)
    .at(-1)?.from;
}

/** Backups come newest first. */
function newestFinished(backups: Backup[]): Backup | undefined {
  return backups.find(({ status }) => status === 'finished');
}

/** A restorable backup is preferred to a newer one that may fail. */
function newestOf(backups: Backup[]): Backup | undefined {
  const usable = backups.filter(
    backup => backup.status === 'finished' && !isRefused(backup),
  );
  return usable.find(backup => !backup.restoreObstacle) ?? usable[0];
}

/**
 * Returns the base backup to start with, of those that ended between two times:
 * from an earlier one, a recovery would need WAL that is missing. It is named
 * unless the operator, which only uses base backups in the archive and takes
 * the newest, finds an equally good one. A backup that ended before the archive
 * begins is not in it.
 *
 * @returns undefined if there is none.
 * @throws ConflictError for one that cannot be restored, if no other is known.
 */
function baseOf(
  { backups, archiveFrom }: KnownBackups,
  from: string,
  until?: Date,
): Pick<RecoveryPoint, 'backup'> | undefined {
  const ended = ({ finishedAt }: Backup, since: string) =>
    finishedAt !== undefined &&
    new Date(finishedAt) >= new Date(since) &&
    !(until && new Date(finishedAt) > until);
  const isCopy = (backup: Backup) =>
    backup.method !== 'volumeSnapshot' &&
    archiveFrom !== undefined &&
    ended(backup, archiveFrom);
  const found = newestFinished(backups.filter(isCopy));
  const best = newestOf(
    backups.filter(
      backup =>
        ended(backup, from) &&
        (backup.method === 'volumeSnapshot' || isCopy(backup)),
    ),
  );
  if (best) return best === found ? {} : { backup: best };
  if (found && isRefused(found)) throw notNow(found);
  const isInArchive =
    archiveFrom !== undefined && !(until && new Date(archiveFrom) > until);
  return isInArchive ? {} : undefined;
}

/** A backup that may fail can be tried: it may be the only one. */
function isRefused({ restoreObstacle }: Backup): boolean {
  return restoreObstacle !== undefined && restoreObstacle.kind !== 'may-fail';
}

function notNow({ id, restoreObstacle }: Backup): ConflictError {
  const { kind, what } = restoreObstacle!;
  const is = kind === 'cannot' ? 'cannot be restored' : 'may not be restorable';
  return new ConflictError(`Backup '${id}' ${is}. ${what.text}`);
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
  if (isRefused(backup)) throw notNow(backup);
  return backup;
}
