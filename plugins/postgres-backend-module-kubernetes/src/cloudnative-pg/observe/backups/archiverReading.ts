import type { ArchiverReading } from '../../model';
import type { InstanceStatus } from '../health/instanceStatus';
import { timeOf } from '../health/postgresText';

/** From so many bytes in a WAL file on, something was written to it: an idle server leaves less. */
const IDLE_BYTES = 1024;
/** One file may be on its way; with more, the last archived one tells of long ago. */
const ON_ITS_WAY = 1;

/**
 * What the primary tells of its archiving, together with what was known
 * before. A successor begins to count anew: until it has archived WAL of its
 * own timeline, what its predecessor archived is what there is.
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
  const timeline = status.timeLineID ?? timelineOf(current);
  const ofTimeline =
    status.lastArchivedWAL === undefined ||
    timeline === undefined ||
    (archived !== undefined && timelineOf(archived) === timeline);
  const lastArchivedWal = ofTimeline ? archived : undefined;
  const ready = status.readyWalFiles ?? 0;
  const queued = !fails && ready > ON_ITS_WAY;
  const markPassed =
    before?.mark && lastArchivedWal && lastArchivedWal >= before.mark.wal;
  const newMark = current ? { at, wal: current } : undefined;
  const until =
    ofTimeline && !queued && lastArchivedAt
      ? lastArchivedAt
      : (markPassed ? before.mark?.at : undefined) ?? before?.until;
  return {
    at,
    systemId: status.systemID,
    lastArchivedAt,
    lastArchivedWal: lastArchivedWal ?? before?.lastArchivedWal,
    lastFailedAt,
    failingSince: fails ? before?.failingSince ?? at : undefined,
    until,
    waiting: fails || ready > 0 || hasWritten(status, current, lastArchivedWal),
    mark: before?.mark && !markPassed ? before.mark : newMark,
  };
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

/** Whether it is the next file, whatever the size of files. */
function follows(current: string, archived: string): boolean {
  const number = (wal: string, from: number) =>
    parseInt(wal.slice(from, from + 8), 16);
  const [high, low] = [number(archived, 8), number(archived, 16)];
  const [nextHigh, nextLow] = [number(current, 8), number(current, 16)];
  return nextHigh === high
    ? nextLow === low + 1
    : nextHigh === high + 1 && !nextLow;
}

/** A file of WAL, also where its backup label is named; a history or a part of a file is none. */
function walOf(name = ''): string | undefined {
  return /^([0-9A-F]{24})(\.[0-9A-F]{8}\.backup)?$/.exec(name)?.[1];
}

function timelineOf(wal: string | undefined): number | undefined {
  return wal === undefined ? undefined : parseInt(wal.slice(0, 8), 16);
}
