import { memoize } from '../observe/memoize';
import { backupOutcome } from './backupOutcome';
import type { BackupFact, BackupFacts } from './BackupFacts';
import { isOwnTime, ownBackups } from './ownBackups';
import { obstacleOf } from './restorable';
import { earliest, iso, isSameSecond, latest } from './times';
import type { WalRange } from './wal/ArchiverReading';
import { containsWal } from './wal/walRanges';
import { walRangesOf, walRangeOf } from './wal/contiguousWal';

const LONG_AGO = new Date(0).toISOString();

/** Moments of which each can be restored. */
export interface RecoveryInterval {
  from: string;
  to: string;
  /** Its WAL leads to what is written now. */
  isPresent: boolean;
  /** What tells how far it reaches. */
  shownBy: 'instance' | Point['shownBy'];
}

/** The end of a backup, and the WAL that can be applied to it. */
interface Point {
  at: string;
  stretch: WalRange | undefined;
  /** WAL up to then is archived, as far as is told. */
  isArchived: boolean;
  /** A backup that is listed, or what the archive tells of one. */
  shownBy: 'backup' | 'archive';
}

/** The first moment that the archive leads to, or may: of this database, and of the version that runs. */
export function beginOf(facts: BackupFacts): string | undefined {
  const { first, last } = backupOutcome(facts).archiveTimes;
  const firstBase = earliest(basesOf(facts).map(({ endedAt }) => endedAt));
  if (isUpgraded(facts)) return firstBase && latest([first, firstBase]);
  if (isOwnTime(facts, first)) return latest([first]);
  if (firstBase) return firstBase;
  return isOwnTime(facts, last) ? latest([last]) : undefined;
}

/**
 * From when to when any moment can be restored, oldest first: from the first
 * backup in WAL that is whole to its end. Between two of them WAL is missing,
 * or nobody knows.
 */
export const recoveryIntervals = memoize(
  (facts: BackupFacts): RecoveryInterval[] => {
    const points = pointsOf(facts);
    const stretches = walRangesOf(facts);
    return [...stretches].reverse().flatMap(stretch => {
      const own = points.filter(point => point.stretch === stretch);
      const from = earliest(own.map(({ at }) => at));
      if (!from) return [];
      const archived = own.filter(({ isArchived }) => isArchived);
      const ends = archived.map(({ at }) => at);
      const to = latest([from, stretch.until, ...ends])!;
      const point = own.find(({ at }) => at === to);
      return [
        {
          from,
          to,
          isPresent: stretch === stretches[0] && !facts.archiver?.off,
          shownBy: point?.shownBy ?? 'instance',
        },
      ];
    });
  },
);

function pointsOf(facts: BackupFacts): Point[] {
  const bases = basesOf(facts)
    .filter(backup => !obstacleOf(backup, facts))
    .map(backup => {
      const { beginWal, endWal, begunAt, endedAt } = backup;
      const wal = beginWal ?? endWal;
      const stretch = walRangeOf(facts, { wal, at: begunAt });
      const isArchived = Boolean(
        stretch && endWal && containsWal(stretch, endWal),
      );
      return { at: endedAt, stretch, isArchived, shownBy: 'backup' as const };
    });
  const begin = beginOf(facts) ?? '';
  return [...bases, ...toldPoints(facts)].filter(({ at }) => at >= begin);
}

/**
 * What the archive tells of backups that are not listed: their ends alone,
 * and as soon as they are copied, with or without their WAL.
 */
function toldPoints(facts: BackupFacts): Point[] {
  if (isUpgraded(facts)) return [];
  const { first, last } = backupOutcome(facts).archiveTimes;
  return [first, last].flatMap(time => {
    const at = latest([time]);
    const isTold = ownBackups(facts).some(({ endedAt }) =>
      isSameSecond(endedAt, time),
    );
    if (!at || isTold || !isOwnTime(facts, at)) return [];
    const stretch = stretchOfTold(facts, at, [first, last]);
    const until =
      walRangeOf(facts, { at })?.until ?? facts.archiver?.lastArchivedAt;
    return until && until < at
      ? []
      : [{ at, stretch, isArchived: true, shownBy: 'archive' }];
  });
}

/**
 * When it began is not told. One backup is taken after another, so
 * that was after the end of the one before it; where none is known, maybe
 * before anything that happened since the first timeline began.
 */
function stretchOfTold(
  facts: BackupFacts,
  at: string,
  told: Array<string | undefined>,
): WalRange | undefined {
  const ends = [
    ...basesOf(facts).map(({ endedAt }) => endedAt),
    ...told.map(iso),
  ];
  const before = ends.filter(
    end => end !== undefined && end < at && !isSameSecond(end, at),
  );
  const stretch = walRangeOf(facts, { at: latest([LONG_AGO, ...before]) });
  return stretch === walRangeOf(facts, { at }) ? stretch : undefined;
}

/** WAL of another major version cannot be applied: what the archive tells may be of that. */
function isUpgraded(facts: BackupFacts): boolean {
  const { restorable, ofThisVersion } = backupOutcome(facts);
  return restorable.some(backup => !ofThisVersion.includes(backup));
}

/** Copies of the server that WAL of the archive can be applied to. */
function basesOf(facts: BackupFacts): BackupFact[] {
  return backupOutcome(facts).ofThisVersion.filter(({ isBase }) => isBase);
}
