import { memoize } from '../../observe/memoize';
import type { BackupFacts } from '../BackupFacts';
import { iso } from '../times';
import type { WalRange } from './ArchiverReading';
import { FIRST_TIMELINE, timelineName } from './walName';

/**
 * Returns the contiguous ranges of archived WAL, newest first. The first range
 * reaches the current WAL position. After a start of Backstage it begins with
 * the current timeline, because nothing proves that earlier timelines were
 * archived completely.
 */
export const walRangesOf = memoize((facts: BackupFacts): WalRange[] => {
  const { archiver, primary } = facts;
  const { whole, earlier = [], timeline = '', until } = archiver ?? {};
  const observed = whole
    ? [{ ...whole, until }, ...[...earlier].reverse()]
    : [];
  const reportedTimeline = timelineName(primary.timeline);
  // The operator may report a new primary before its statistics are queried.
  if (!reportedTimeline || (whole && reportedTimeline <= timeline))
    return observed;
  const present = {
    from: reportedTimeline,
    since: iso(primary.since),
    archivedWals: [],
    until: whole ? undefined : until,
  };
  return [present, ...observed];
});

/**
 * Returns the range that something belongs to, by the name of its WAL or
 * otherwise by its time, or undefined if that is not known.
 */
export function walRangeOf(
  facts: BackupFacts,
  { wal, at }: { wal?: string; at?: string },
): WalRange | undefined {
  if (wal) return walRangesOf(facts).find(({ from }) => wal >= from);
  const time = iso(at) ?? '';
  const range = walRangesOf(facts).find(each => {
    const since = sinceOf(each);
    return since === undefined || time > since;
  });
  return range && sinceOf(range) === undefined ? undefined : range;
}

/** No server existed before the first timeline. */
function sinceOf({ from, since }: WalRange): string | undefined {
  return from === FIRST_TIMELINE ? '' : since;
}
