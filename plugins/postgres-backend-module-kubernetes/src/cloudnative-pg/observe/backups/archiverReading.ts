import type { ArchiverReading } from '../../model';
import type { InstanceStatus } from '../health/instanceStatus';
import { timeOf } from '../health/postgresText';
import { fileOf, follows, timelineName, timelineOf, walOf } from './walName';
import { isContinued, stretchesAfter, type Written } from './walStretches';

/** From so many bytes in a WAL file on, something was written to it: an idle server leaves less. */
const IDLE_BYTES = 1024;

/** What the Cluster tells beside. */
export type Told = Pick<Written, 'off' | 'primary' | 'promotedAt' | 'standbys'>;

/**
 * What the primary tells of its archiving, together with what was known
 * before. When the last file was archived does not tell until when changes
 * are: they went on while it was copied. What was seen to be written to then does.
 */
export function archiverReading(
  status: InstanceStatus,
  now: Date,
  known?: ArchiverReading,
  told: Told = {},
): ArchiverReading {
  const before = known?.systemId === status.systemID ? known : undefined;
  const at = now.toISOString();
  const lastArchivedAt = timeOf(status.lastArchivedWALTime);
  const lastFailedAt = timeOf(status.lastFailedWALTime);
  const fails =
    lastFailedAt !== undefined &&
    (lastArchivedAt === undefined || lastFailedAt > lastArchivedAt);
  const current = walOf(status.currentWAL);
  const archived = walOf(status.lastArchivedWAL);
  const timeline =
    timelineName(status.timeLineID) ?? (current && timelineOf(current));
  const ofTimeline =
    status.lastArchivedWAL === undefined ||
    timeline === undefined ||
    (archived !== undefined && timelineOf(archived) === timeline);
  const own = ofTimeline ? archived : undefined;
  const off =
    told.off || (before?.off && lastArchivedAt === before.lastArchivedAt);
  const first = firstOf(status, before);
  const seen = { ...told, off, at, timeline, current, own, first };
  const isWhole = isContinued(seen, before);
  const waiting =
    fails ||
    (status.readyWalFiles ?? 0) > 0 ||
    hasWritten(status, current, own);
  const mark = isWhole ? before.mark : undefined;
  const markPassed = mark && own && fileOf(own) >= fileOf(mark.wal);
  const newMark = current && !off ? { at, wal: current } : undefined;
  const stretches = stretchesAfter(seen, before);
  const isAll = ofTimeline && !waiting && !off;
  return {
    at,
    systemId: status.systemID,
    lastArchivedAt,
    ...stretches,
    lastFailedAt,
    failingSince: fails ? before?.failingSince ?? at : undefined,
    until:
      (isAll ? lastArchivedAt : undefined) ??
      (markPassed ? mark.at : undefined) ??
      (isWhole ? before.until : undefined) ??
      stretches.whole?.until,
    waiting,
    ...(off && { off }),
    mark: mark && !markPassed && mark.wal !== newMark?.wal ? mark : newMark,
  };
}

/**
 * In which file the primary took over: that is told by the part of a file
 * which a successor archives first, and is no later than the one that it writes to.
 */
function firstOf(
  { lastArchivedWAL = '', currentWAL }: InstanceStatus,
  before: ArchiverReading | undefined,
): string | undefined {
  const part = /^([0-9A-F]{24})\.partial$/.exec(lastArchivedWAL)?.[1];
  return part && timelineOf(part) === before?.timeline
    ? part
    : walOf(currentWAL);
}

/** Whether the file that is written to holds changes, or files before it do. */
function hasWritten(
  { currentLsn = '' }: InstanceStatus,
  current: string | undefined,
  archived: string | undefined,
): boolean {
  if (!current) return false;
  const offset = parseInt(currentLsn.split('/')[1] ?? '0', 16) % 2 ** 24;
  return offset > IDLE_BYTES || !archived || !follows(current, archived);
}
