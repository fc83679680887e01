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

/** An interval of times that can all be restored. */
export interface RecoveryInterval {
  from: string;
  to: string;
  /** Its WAL reaches the current WAL position. */
  isPresent: boolean;
  /** The evidence for its end. */
  shownBy: 'instance' | Point['shownBy'];
}

/** The end of a backup, and the WAL that can be applied to it. */
interface Point {
  at: string;
  range: WalRange | undefined;
  /** WAL up to then is archived, as far as is known. */
  isArchived: boolean;
  /** A listed backup, or one in the record of the archive. */
  shownBy: 'backup' | 'archive';
}

/** Returns the first time that the archive can or may restore: of this database, and of the running version. */
export function beginOf(facts: BackupFacts): string | undefined {
  const { first, last } = backupOutcome(facts).archiveTimes;
  const firstBase = earliest(basesOf(facts).map(({ endedAt }) => endedAt));
  if (isUpgraded(facts)) return firstBase && latest([first, firstBase]);
  if (isOwnTime(facts, first)) return latest([first]);
  if (firstBase) return firstBase;
  return isOwnTime(facts, last) ? latest([last]) : undefined;
}

/**
 * Returns the intervals in which any time can be restored, oldest first: from
 * the first backup in a contiguous WAL range to its end. Between two intervals
 * WAL is missing, or that is not known.
 */
export const recoveryIntervals = memoize(
  (facts: BackupFacts): RecoveryInterval[] => {
    const points = pointsOf(facts);
    const ranges = walRangesOf(facts);
    return [...ranges].reverse().flatMap(range => {
      const own = points.filter(point => point.range === range);
      const from = earliest(own.map(({ at }) => at));
      if (!from) return [];
      const archived = own.filter(({ isArchived }) => isArchived);
      const ends = archived.map(({ at }) => at);
      const to = latest([from, range.until, ...ends])!;
      const point = own.find(({ at }) => at === to);
      return [
        {
          from,
          to,
          isPresent: range === ranges[0] && !facts.archiver?.off,
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
      const range = walRangeOf(facts, { wal, at: begunAt });
      const isArchived = Boolean(range && endWal && containsWal(range, endWal));
      return {
        at: endedAt,
        range,
        isArchived,
        shownBy: 'backup' as const,
      };
    });
  const begin = beginOf(facts) ?? '';
  return [...bases, ...reportedPoints(facts)].filter(({ at }) => at >= begin);
}

/**
 * Returns backups from the record of the archive that are not listed: it has
 * only their ends, as soon as they are copied, with or without their WAL.
 */
function reportedPoints(facts: BackupFacts): Point[] {
  if (isUpgraded(facts)) return [];
  const { first, last } = backupOutcome(facts).archiveTimes;
  return [first, last].flatMap(time => {
    const at = latest([time]);
    const isListed = ownBackups(facts).some(({ endedAt }) =>
      isSameSecond(endedAt, time),
    );
    if (!at || isListed || !isOwnTime(facts, at)) return [];
    const range = rangeOfReported(facts, at, [first, last]);
    const until =
      walRangeOf(facts, { at })?.until ?? facts.archiver?.lastArchivedAt;
    return until && until < at
      ? []
      : [{ at, range, isArchived: true, shownBy: 'archive' }];
  });
}

/**
 * Its start is not recorded. Backups are taken one after another, so it started
 * after the end of the previous one; if none is known, it may have started any
 * time since the first timeline.
 */
function rangeOfReported(
  facts: BackupFacts,
  at: string,
  reportedEnds: Array<string | undefined>,
): WalRange | undefined {
  const ends = [
    ...basesOf(facts).map(({ endedAt }) => endedAt),
    ...reportedEnds.map(iso),
  ];
  const before = ends.filter(
    end => end !== undefined && end < at && !isSameSecond(end, at),
  );
  const range = walRangeOf(facts, { at: latest([LONG_AGO, ...before]) });
  return range === walRangeOf(facts, { at }) ? range : undefined;
}

/** WAL of another major version cannot be applied, and the record of the archive may be about that. */
function isUpgraded(facts: BackupFacts): boolean {
  const { restorable, ofThisVersion } = backupOutcome(facts);
  return restorable.some(backup => !ofThisVersion.includes(backup));
}

/** Returns base backups that archived WAL can be applied to. */
function basesOf(facts: BackupFacts): BackupFact[] {
  return backupOutcome(facts).ofThisVersion.filter(({ isBase }) => isBase);
}
