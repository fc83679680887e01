import { memoize } from '../../observe/memoize';
import type { BackupFacts } from '../BackupFacts';
import { iso } from '../times';
import type { WalRange } from './ArchiverReading';
import { FIRST_TIMELINE, timelineName } from './walName';

/**
 * WAL of which no file is missing, newest first. The first leads to what is
 * written now: after a start no more is known than the present timeline, and
 * since when; that one of before was archived as a whole is told by nobody.
 */
export const walRangesOf = memoize((facts: BackupFacts): WalRange[] => {
  const { archiver, primary } = facts;
  const { whole, earlier = [], timeline = '', until } = archiver ?? {};
  const seen = whole ? [{ ...whole, until }, ...[...earlier].reverse()] : [];
  const told = timelineName(primary.timeline);
  // The operator may see a successor before that is asked.
  if (!told || (whole && told <= timeline)) return seen;
  const present = {
    from: told,
    since: iso(primary.since),
    archivedWals: [],
    until: whole ? undefined : until,
  };
  return [present, ...seen];
});

/**
 * The stretch that something belongs to, by the name of its WAL, or else by
 * its time. Undefined where that is not known.
 */
export function walRangeOf(
  facts: BackupFacts,
  { wal, at }: { wal?: string; at?: string },
): WalRange | undefined {
  if (wal) return walRangesOf(facts).find(({ from }) => wal >= from);
  const time = iso(at) ?? '';
  const stretch = walRangesOf(facts).find(each => {
    const since = sinceOf(each);
    return since === undefined || time > since;
  });
  return stretch && sinceOf(stretch) === undefined ? undefined : stretch;
}

/** No server was there before the first timeline. */
function sinceOf({ from, since }: WalRange): string | undefined {
  return from === FIRST_TIMELINE ? '' : since;
}
