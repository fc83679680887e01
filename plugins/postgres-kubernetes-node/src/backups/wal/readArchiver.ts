import { iso } from '../times';
import type { ArchiverStats } from './ArchiverStats';
import type { ArchiverReading } from './ArchiverReading';
import { fileOf, follows, timelineName, timelineOf, walOf } from './walName';
import { isContinued, walRangesAfter, type PrimaryReport } from './walRanges';

/** An idle server writes at most this much to a WAL file: a higher offset in the file means that it contains changes. */
const IDLE_BYTES = 1024;

/**
 * Combines the archiver statistics of the primary with the previous reading.
 * The time at which the last file was archived does not show until when changes
 * are archived: writes continued while it was copied. The file that was being
 * written at an earlier reading does.
 */
export function readArchiver(
  stats: ArchiverStats,
  now: Date,
  known?: ArchiverReading,
  report: PrimaryReport = {},
): ArchiverReading {
  const before = known?.systemId === stats.systemId ? known : undefined;
  const at = now.toISOString();
  const lastArchivedAt = iso(stats.lastArchivedAt);
  const lastFailedAt = iso(stats.lastFailedAt);
  const fails =
    lastFailedAt !== undefined &&
    (lastArchivedAt === undefined || lastFailedAt > lastArchivedAt);
  const current = walOf(stats.currentWal);
  const archived = walOf(stats.lastArchivedWal);
  const timeline =
    timelineName(stats.timeline) ?? (current && timelineOf(current));
  const ofTimeline =
    stats.lastArchivedWal === undefined ||
    timeline === undefined ||
    (archived !== undefined && timelineOf(archived) === timeline);
  const own = ofTimeline ? archived : undefined;
  const off =
    report.off || (before?.off && lastArchivedAt === before.lastArchivedAt);
  const first = firstOf(stats, before);
  const observation = { ...report, off, at, timeline, current, own, first };
  const hasAllWal = isContinued(observation, before);
  const waiting =
    fails || (stats.waitingFiles ?? 0) > 0 || hasWritten(stats, current, own);
  const mark = hasAllWal ? before.mark : undefined;
  const markPassed = mark && own && fileOf(own) >= fileOf(mark.wal);
  const newMark = current && !off ? { at, wal: current } : undefined;
  const ranges = walRangesAfter(observation, before);
  const isAll = ofTimeline && !waiting && !off;
  return {
    at,
    systemId: stats.systemId,
    lastArchivedAt,
    ...ranges,
    lastFailedAt,
    failingSince: fails ? before?.failingSince ?? at : undefined,
    until:
      (isAll ? lastArchivedAt : undefined) ??
      (markPassed ? mark.at : undefined) ??
      (hasAllWal ? before.until : undefined) ??
      ranges.whole?.until,
    waiting,
    ...(off && { off }),
    mark: mark && !markPassed && mark.wal !== newMark?.wal ? mark : newMark,
  };
}

/**
 * Returns the file in which the primary took over: a new primary archives the
 * partial file first, which is no later than the file that it writes.
 */
function firstOf(
  { lastArchivedWal = '', currentWal }: ArchiverStats,
  before: ArchiverReading | undefined,
): string | undefined {
  const part = /^([0-9A-F]{24})\.partial$/.exec(lastArchivedWal)?.[1];
  return part && timelineOf(part) === before?.timeline
    ? part
    : walOf(currentWal);
}

/** Whether the current file, or files before it, contain changes. */
function hasWritten(
  { currentLsn = '' }: ArchiverStats,
  current: string | undefined,
  archived: string | undefined,
): boolean {
  if (!current) return false;
  // Of a file of the default size, 16 MiB.
  const offset = parseInt(currentLsn.split('/')[1] ?? '0', 16) % 2 ** 24;
  return offset > IDLE_BYTES || !archived || !follows(current, archived);
}
