import { failingSince } from './archiving';
import type { BackupFacts } from './BackupFacts';
import { earliest, iso } from './times';

/**
 * The latest moment that the archive could hold where nobody has told how far
 * it reaches: nothing was archived since that failed or was switched off, or
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
