import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  restorableMoments,
  type Backup,
  type Backups,
  type RecoveryMoments,
  type RestoreDatabase,
} from '@pgstage/backstage-plugin-postgres-common';

/** From which backup, and up to where. @public */
export interface RecoveryPoint {
  /** Absent: the newest in the archive that fits; the operator finds it. */
  backup?: Backup;
  /** Absent: the end of the backup, or of the archive. */
  targetTime?: string;
  /** A backup, and all WAL that was archived since. */
  toEnd?: boolean;
}

/** What is known of a database's backups, as far as it matters here. */
export interface KnownBackups extends Pick<Backups, 'backups'> {
  recoveryWindow?: RecoveryMoments;
  /** End of the first base backup that lies in the archive itself; absent: all are snapshots, or there is none. */
  archiveFrom?: string;
}

/**
 * What a request for a restore stands for, within what is proven: a recovery
 * that is asked for a moment which the archive does not hold fails after
 * minutes, and leaves a database that never starts.
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
      'must be left out: no archived WAL is known, so only the moment of a backup can be restored',
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
        `must be left out, or one that ended at ${piece.from} or later: changes that lead from '${id}' to then may be missing in the archive`,
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
 * The moments around this one that a restore may be asked for. Before and
 * after what is proven the archive decides: who lost a primary that nobody can
 * ask may try. Between two pieces a recovery ends where changes are missing.
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

/** From where on WAL is known to lead to a moment; undefined before all that is proven. */
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

/** One without a doubt goes before a newer one that may fail. */
function newestOf(backups: Backup[]): Backup | undefined {
  const usable = backups.filter(
    backup => backup.status === 'finished' && !isRefused(backup),
  );
  return usable.find(backup => !backup.restoreObstacle) ?? usable[0];
}

/**
 * The base backup to begin with, of those that ended between two moments: from
 * an earlier one a recovery would run into WAL that is missing. Named unless the
 * operator, who knows copies in the archive alone and takes the newest, finds
 * one that is as good. What had ended before the archive begins is not in it.
 *
 * @returns undefined where there is none.
 * @throws ConflictError for one that cannot be restored, where no other is known.
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

/** What may fail may be tried: it may be all that there is. */
function isRefused({ restoreObstacle }: Backup): boolean {
  return restoreObstacle !== undefined && restoreObstacle.kind !== 'may-fail';
}

function notNow({ id, restoreObstacle }: Backup): ConflictError {
  const { kind, what } = restoreObstacle!;
  const is = kind === 'cannot' ? 'cannot be restored' : 'may not be restorable';
  return new ConflictError(`Backup '${id}' ${is}. ${what}`);
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
