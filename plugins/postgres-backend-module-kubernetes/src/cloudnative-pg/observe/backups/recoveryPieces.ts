import { perFound } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase, KeptBackup, WalStretch } from '../../model';
import { backupOutcome, isSameSecond } from './backupOutcome';
import { isOwnTime, ownBackups } from './ownBackups';
import { endOf, obstacleOf } from './restorable';
import { earliest, iso, latest } from './times';
import { holds } from './walStretches';
import { stretchesOf, stretchOf } from './wholeWal';

const LONG_AGO = new Date(0).toISOString();

/** Moments of which each can be restored. */
export interface RecoveryPiece {
  from: string;
  to: string;
  /** Its WAL leads to what is written now. */
  isPresent: boolean;
}

/** The end of a backup, and the WAL that can be applied to it. */
interface Point {
  at: string;
  stretch: WalStretch | undefined;
  /** WAL up to then is archived, as far as is told. */
  isArchived: boolean;
}

/** The first moment that the archive leads to, or may: of this database, and of the version that runs. */
export function beginOf(found: FoundDatabase): string | undefined {
  const { first, last } = backupOutcome(found).archiveTimes;
  const firstBase = earliest(basesOf(found).map(endOf));
  if (isUpgraded(found)) return firstBase && latest([first, firstBase]);
  if (isOwnTime(found, first)) return latest([first]);
  if (firstBase) return firstBase;
  return isOwnTime(found, last) ? latest([last]) : undefined;
}

/**
 * From when to when any moment can be restored, oldest first: from the first
 * backup in WAL that is whole to its end. Between two of them WAL is missing,
 * or nobody knows.
 */
export const recoveryPieces = perFound(
  (found: FoundDatabase): RecoveryPiece[] => {
    const points = pointsOf(found);
    const stretches = stretchesOf(found);
    return [...stretches].reverse().flatMap(stretch => {
      const own = points.filter(point => point.stretch === stretch);
      const from = earliest(own.map(({ at }) => at));
      const archived = own.filter(({ isArchived }) => isArchived);
      const ends = archived.map(({ at }) => at);
      return from
        ? [
            {
              from,
              to: latest([from, stretch.until, ...ends])!,
              isPresent: stretch === stretches[0] && !found.archiver?.off,
            },
          ]
        : [];
    });
  },
);

function pointsOf(found: FoundDatabase): Point[] {
  const bases = basesOf(found)
    .filter(backup => !obstacleOf(backup, found))
    .map(backup => {
      const { beginWal, endWal, startedAt } = backup.status;
      const [wal, at] = [beginWal ?? endWal, startedAt ?? backup.createdAt];
      const stretch = stretchOf(found, { wal, at });
      const isArchived = Boolean(stretch && endWal && holds(stretch, endWal));
      return { at: endOf(backup), stretch, isArchived };
    });
  const begin = beginOf(found) ?? '';
  return [...bases, ...toldPoints(found)].filter(({ at }) => at >= begin);
}

/**
 * What the archive tells of backups that no Backup tells of: their ends alone,
 * and as soon as they are copied, with or without their WAL.
 */
function toldPoints(found: FoundDatabase): Point[] {
  if (isUpgraded(found)) return [];
  const { first, last } = backupOutcome(found).archiveTimes;
  return [first, last].flatMap(time => {
    const at = latest([time]);
    const isTold = ownBackups(found).some(backup =>
      isSameSecond(endOf(backup), time),
    );
    if (!at || isTold || !isOwnTime(found, at)) return [];
    const stretch = stretchOfTold(found, at, [first, last]);
    const until =
      stretchOf(found, { at })?.until ?? found.archiver?.lastArchivedAt;
    return until && until < at ? [] : [{ at, stretch, isArchived: true }];
  });
}

/**
 * When it began is not told. The operator takes one backup after another, so
 * that was after the end of the one before it; where none is known, maybe
 * before anything that happened since the first timeline began.
 */
function stretchOfTold(
  found: FoundDatabase,
  at: string,
  told: Array<string | undefined>,
): WalStretch | undefined {
  const ends = [...basesOf(found).map(endOf), ...told.map(iso)];
  const before = ends.filter(
    end => end !== undefined && end < at && !isSameSecond(end, at),
  );
  const stretch = stretchOf(found, { at: latest([LONG_AGO, ...before]) });
  return stretch === stretchOf(found, { at }) ? stretch : undefined;
}

/** WAL of another major version cannot be applied: what the archive tells may be of that. */
function isUpgraded(found: FoundDatabase): boolean {
  const { restorable, ofThisVersion } = backupOutcome(found);
  return restorable.some(backup => !ofThisVersion.includes(backup));
}

/** Copies of the server that WAL of the archive can be applied to: those in it, and snapshots. */
function basesOf(found: FoundDatabase): KeptBackup[] {
  const { plugin, serverName } = found.archive ?? {};
  return backupOutcome(found).ofThisVersion.filter(
    ({ method, status }) =>
      method === 'volumeSnapshot' ||
      (method === (plugin ? 'plugin' : 'barmanObjectStore') &&
        (status.serverName ?? serverName) === serverName),
  );
}
