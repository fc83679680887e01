import type { ArchiverReading, WalRange } from './ArchiverReading';
import { fileOf, follows, timelineOf } from './walName';

/** So many are kept: what is older is in no archive any more, or says little. */
const KEPT = 10;

/** What is told beside what a primary answers. @public */
export interface PrimaryReport {
  /** Archiving is switched off, or has not begun again. */
  off?: boolean;
  /** The instance that was asked. */
  primary?: string;
  /** When it became the primary. */
  promotedAt?: string;
  /** Standbys that have archived all that they had left as a primary, and since when each has its volume. */
  standbys?: ReadonlyMap<string, string>;
}

/** What one look at a primary tells of the order of its WAL. */
export interface WalObservation extends PrimaryReport {
  at: string;
  timeline?: string;
  /** The file that is written to. */
  current?: string;
  /** The last file of this timeline that was archived. */
  own?: string;
  /** The first file of this timeline, or one after it. */
  first?: string;
}

type Stretches = Pick<ArchiverReading, 'timeline' | 'whole' | 'earlier'>;

/** Whether what is written leads on from what was known, with nothing missing in between. */
export function isContinued(
  seen: WalObservation,
  before: ArchiverReading | undefined,
): before is ArchiverReading {
  if (!before?.whole || seen.off || before.off) return false;
  return (
    [undefined, before.timeline].includes(seen.timeline) ||
    hadArchivedAll(seen, before)
  );
}

/**
 * What is known to be whole once this was seen. Files that a predecessor still
 * had to archive do not come by those of its successor, nor does what was
 * written while archiving was switched off.
 */
export function walRangesAfter(
  seen: WalObservation,
  before: ArchiverReading | undefined,
): Stretches {
  const { at, own, primary } = seen;
  const timeline = seen.timeline ?? before?.timeline;
  const writer = primary === undefined ? undefined : { name: primary, at };
  const { whole, earlier = [] } = before ?? {};
  if (whole && isContinued(seen, before)) {
    const archivedWals = withNewest(whole.archivedWals, own);
    return healed(
      { timeline, whole: { ...whole, archivedWals, writer }, earlier },
      seen,
    );
  }
  const begin = beginOf(seen, before);
  return healed(
    {
      timeline,
      whole: begin && {
        ...begin,
        archivedWals: withNewest([], seen.off ? undefined : own),
        writer,
      },
      earlier:
        whole && (!before?.off || whole.archivedWals.length)
          ? [...earlier, closed(whole, before!, seen)].slice(-KEPT)
          : earlier,
    },
    seen,
  );
}

/** Where WAL begins that is whole from there on. */
function beginOf(
  { at, timeline, current, off, promotedAt }: WalObservation,
  before: ArchiverReading | undefined,
): Pick<WalRange, 'from' | 'since'> | undefined {
  if (off || before?.off || timeline === before?.timeline)
    return current ? { from: current, since: at } : undefined;
  if (!timeline) return undefined;
  if (!before?.whole) return { from: timeline, since: promotedAt };
  const isTold = promotedAt !== undefined && promotedAt > before.at;
  return { from: timeline, since: isTold ? promotedAt : at };
}

/** Its writer tells nothing more where another one has written in between, or archiving was switched off. */
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
 * A former primary counts as a standby only once it has archived all that it
 * had to, provided that it still has its volume.
 */
function healed(stretches: Stretches, seen: WalObservation): Stretches {
  const { timeline, whole, earlier = [] } = stretches;
  const last = earlier.at(-1);
  const volumeSince = seen.standbys?.get(last?.writer?.name ?? '');
  if (!whole || !last?.writer || !volumeSince || volumeSince >= last.writer.at)
    return stretches;
  const { from, since, archivedWals, until } = last;
  return healed(
    {
      timeline,
      whole: {
        ...whole,
        from,
        since,
        until,
        archivedWals: [...archivedWals, ...whole.archivedWals].slice(-KEPT),
      },
      earlier: earlier.slice(0, -1),
    },
    seen,
  );
}

/** One of each timeline. */
function withNewest(before: string[], own?: string): string[] {
  if (!own) return before;
  return [
    ...before.filter(wal => timelineOf(wal) !== timelineOf(own)),
    own,
  ].slice(-KEPT);
}

/** Whether the predecessor is known to have archived all files before the one in which its successor took over. */
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

/** Whether a stretch holds a file: true once that is known to be archived. */
export function containsWal({ archivedWals }: WalRange, wal: string): boolean {
  const own = timelineOf(wal);
  return archivedWals.some(each =>
    timelineOf(each) === own
      ? each >= wal
      : // The file in which a successor took over is the first of its own.
        timelineOf(each) > own && fileOf(each) >= fileOf(wal),
  );
}
