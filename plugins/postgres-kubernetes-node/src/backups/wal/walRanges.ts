import type { ArchiverReading, WalRange } from './ArchiverReading';
import { fileOf, follows, timelineOf } from './walName';

/** Maximum number of stored ranges: older ones are no longer in the archive, or of little use. */
const MAX_RANGES = 10;

/** What is known of the primary besides its archiver statistics. @public */
export interface PrimaryReport {
  /** Archiving is off, or has not started again. */
  off?: boolean;
  /** The queried instance. */
  primary?: string;
  /** When it became the primary. */
  promotedAt?: string;
  /** Standbys that have archived all their remaining files as a former primary, and since when each has its volume. */
  standbys?: ReadonlyMap<string, string>;
}

/** One observation of the WAL that a primary writes. */
export interface WalObservation extends PrimaryReport {
  at: string;
  timeline?: string;
  /** The file that is being written. */
  current?: string;
  /** The last file of this timeline that was archived. */
  own?: string;
  /** The first file of this timeline, or one after it. */
  first?: string;
}

type WalRanges = Pick<ArchiverReading, 'timeline' | 'whole' | 'earlier'>;

/** Whether the observed WAL continues the known range without a gap. */
export function isContinued(
  observation: WalObservation,
  before: ArchiverReading | undefined,
): before is ArchiverReading {
  if (!before?.whole || observation.off || before.off) return false;
  return (
    [undefined, before.timeline].includes(observation.timeline) ||
    hadArchivedAll(observation, before)
  );
}

/**
 * Returns the contiguous WAL ranges after this observation. Archived files of
 * the new primary do not prove that the former primary archived its last files.
 * Nor does anything prove that WAL written while archiving was off was
 * archived.
 */
export function walRangesAfter(
  observation: WalObservation,
  before: ArchiverReading | undefined,
): WalRanges {
  const { at, own, primary } = observation;
  const timeline = observation.timeline ?? before?.timeline;
  const writer = primary === undefined ? undefined : { name: primary, at };
  const { whole, earlier = [] } = before ?? {};
  if (whole && isContinued(observation, before)) {
    const archivedWals = withNewest(whole.archivedWals, own);
    return merged(
      { timeline, whole: { ...whole, archivedWals, writer }, earlier },
      observation,
    );
  }
  const begin = beginOf(observation, before);
  return merged(
    {
      timeline,
      whole: begin && {
        ...begin,
        archivedWals: withNewest([], observation.off ? undefined : own),
        writer,
      },
      earlier:
        whole && (!before?.off || whole.archivedWals.length)
          ? [...earlier, closed(whole, before!, observation)].slice(-MAX_RANGES)
          : earlier,
    },
    observation,
  );
}

/** Returns where contiguous WAL begins. */
function beginOf(
  { at, timeline, current, off, promotedAt }: WalObservation,
  before: ArchiverReading | undefined,
): Pick<WalRange, 'from' | 'since'> | undefined {
  if (off || before?.off || timeline === before?.timeline)
    return current ? { from: current, since: at } : undefined;
  if (!timeline) return undefined;
  if (!before?.whole) return { from: timeline, since: promotedAt };
  const isReported = promotedAt !== undefined && promotedAt > before.at;
  return { from: timeline, since: isReported ? promotedAt : at };
}

/** The writer of a range proves nothing more if another instance has written in between, or archiving was off. */
function closed(
  whole: WalRange,
  before: ArchiverReading,
  { off, timeline }: WalObservation,
): WalRange {
  const { writer, ...rest } = whole;
  const { until } = before;
  return !off && !before.off && isNext(timeline, before.timeline)
    ? { ...rest, until, writer }
    : { ...rest, until };
}

/**
 * A former primary counts as a standby only once it has archived all its files,
 * and only if it still has its volume.
 */
function merged(ranges: WalRanges, observation: WalObservation): WalRanges {
  const { timeline, whole, earlier = [] } = ranges;
  const last = earlier.at(-1);
  const volumeSince = observation.standbys?.get(last?.writer?.name ?? '');
  if (!whole || !last?.writer || !volumeSince || volumeSince >= last.writer.at)
    return ranges;
  const { from, since, archivedWals, until } = last;
  return merged(
    {
      timeline,
      whole: {
        ...whole,
        from,
        since,
        until,
        archivedWals: [...archivedWals, ...whole.archivedWals].slice(
          -MAX_RANGES,
        ),
      },
      earlier: earlier.slice(0, -1),
    },
    observation,
  );
}

/** One file of each timeline. */
function withNewest(before: string[], own?: string): string[] {
  if (!own) return before;
  return [
    ...before.filter(wal => timelineOf(wal) !== timelineOf(own)),
    own,
  ].slice(-MAX_RANGES);
}

/** Whether the former primary is known to have archived all files before the one in which the new primary took over. */
function hadArchivedAll(
  { timeline, first }: WalObservation,
  { timeline: earlier, whole }: ArchiverReading,
): boolean {
  const last = whole?.archivedWals.find(wal => timelineOf(wal) === earlier);
  return (
    isNext(timeline, earlier) &&
    last !== undefined &&
    first !== undefined &&
    (fileOf(first) <= fileOf(last) || follows(first, last))
  );
}

function isNext(timeline = '', earlier = ''): boolean {
  return parseInt(timeline, 16) === parseInt(earlier, 16) + 1;
}

/** Whether a range contains a file: true once it is known to be archived. */
export function containsWal({ archivedWals }: WalRange, wal: string): boolean {
  const own = timelineOf(wal);
  return archivedWals.some(each =>
    timelineOf(each) === own
      ? each >= wal
      : // The file in which a new primary took over is the first of its own.
        timelineOf(each) > own && fileOf(each) >= fileOf(wal),
  );
}
