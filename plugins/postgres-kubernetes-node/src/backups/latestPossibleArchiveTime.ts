import { failingSince } from './archiving';
import type { BackupFacts } from './BackupFacts';
import { earliest, iso } from './times';

/**
 * Returns the latest time that the archive could contain if its end is not
 * reported: nothing was archived since archiving failed or was switched off, or
 * while no primary ran.
 */
export function latestPossibleArchiveTime(
  facts: BackupFacts,
  now: Date,
): string {
  const { archive, archiver, stoppedAt } = facts;
  if (archive?.off) return archiver?.lastArchivedAt ?? '';
  return earliest([failingSince(facts), iso(stoppedAt), now.toISOString()])!;
}
