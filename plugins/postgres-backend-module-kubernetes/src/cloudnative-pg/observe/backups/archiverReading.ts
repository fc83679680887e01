import type { ArchiverReading } from '../../model';
import type { InstanceStatus } from '../health/instanceStatus';
import { timeOf } from '../health/postgresText';
import { fileOf, follows, timelineOf, walOf } from './walName';

/** From so many bytes in a WAL file on, something was written to it: an idle server leaves less. */
const IDLE_BYTES = 1024;
/** One file may be on its way; with more, the last archived one tells of long ago. */
const ON_ITS_WAY = 1;

/**
 * What the primary tells of its archiving, together with what was known
 * before. A successor begins to count anew: until it has archived WAL of its
 * own timeline, what its predecessor archived is what there is. Files that a
 * predecessor still had to archive do not come by the successor's.
 */
export function archiverReading(
  status: InstanceStatus,
  now: Date,
  known?: ArchiverReading,
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
  const ready = status.readyWalFiles ?? 0;
  const queued = !fails && ready > ON_ITS_WAY;
  const mark =
    before?.mark && [undefined, timelineOf(before.mark.wal)].includes(timeline)
      ? before.mark
      : undefined;
  const markPassed = mark && own && own >= mark.wal;
  const newMark = current ? { at, wal: current } : undefined;
  const until =
    ofTimeline && !queued && lastArchivedAt
      ? lastArchivedAt
      : (markPassed ? mark.at : undefined) ?? before?.until;
  return {
    at,
    systemId: status.systemID,
    lastArchivedAt,
    archivedWals: withNewest(before?.archivedWals, own),
    ...succession(status, at, timeline, before),
    lastFailedAt,
    failingSince: fails ? before?.failingSince ?? at : undefined,
    until,
    waiting: fails || ready > 0 || hasWritten(status, current, own),
    mark: mark && !markPassed ? mark : newMark,
  };
}

/** One of each timeline. */
function withNewest(before: string[] = [], own?: string): string[] {
  if (!own) return before;
  return [...before.filter(wal => timelineOf(wal) !== timelineOf(own)), own];
}

/** What a change of the timeline leaves known of the WAL before it. */
function succession(
  status: InstanceStatus,
  at: string,
  timeline: string | undefined,
  before: ArchiverReading | undefined,
): Pick<ArchiverReading, 'timeline' | 'wholeFrom' | 'gap'> {
  if (!before?.timeline) return { timeline, wholeFrom: timeline };
  const { gap, wholeFrom } = before;
  if (!timeline || timeline === before.timeline)
    return { timeline: before.timeline, wholeFrom, gap };
  return hadArchivedAll(status, timeline, before)
    ? { timeline, wholeFrom, gap }
    : {
        timeline,
        wholeFrom: timeline,
        gap: { at, after: gap ? gap.after : before.until },
      };
}

/**
 * Whether the predecessor is known to have archived all files before the one
 * in which its successor took over: that is told by the part of a file which
 * the successor archives first, and is no later than the one that it writes to.
 */
function hadArchivedAll(
  status: InstanceStatus,
  timeline: string,
  { timeline: earlier, archivedWals = [] }: ArchiverReading,
): boolean {
  const last = archivedWals.find(wal => timelineOf(wal) === earlier);
  const part = /^([0-9A-F]{24})\.partial$/.exec(status.lastArchivedWAL ?? '');
  const first =
    part && timelineOf(part[1]) === earlier
      ? part[1]
      : walOf(status.currentWAL);
  return (
    earlier !== undefined &&
    parseInt(timeline, 16) === parseInt(earlier, 16) + 1 &&
    last !== undefined &&
    first !== undefined &&
    (fileOf(first) <= fileOf(last) || follows(first, last))
  );
}

function timelineName(id: number | undefined): string | undefined {
  return id?.toString(16).toUpperCase().padStart(8, '0');
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
