import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import { SECOND } from '../observe/EvaluationTime';
import { archiveProblem } from './archiveProblem';
import { failingSince } from './archiving';
import type { BackupFact, BackupFacts } from './BackupFacts';
import { containsWal } from './wal/walRanges';
import { walRangesOf, walRangeOf } from './wal/contiguousWal';

/** Clocks of the tool and of PostgreSQL may differ by this much. */
const CLOCKS_MS = 30 * SECOND;

/** What prevents a restore from a finished backup, or may prevent it. @public */
export interface RestoreObstacle {
  /**
   * - `unknown`: it was taken by a plugin that pgstage does not support, and how to
   *   restore from it is not known.
   * - `archive`: the archive as a whole is unusable, or that is not known.
   * - `wal`: the WAL written during the backup was not archived when the primary
   *   was last queried.
   * - `wal-unknown`: whether that WAL is archived is not known, so a restore may be
   *   tried.
   */
  id: 'unknown' | 'archive' | 'wal' | 'wal-unknown';
  what: Message;
}

/** Returns what prevents a restore, or undefined if the backup is known to be restorable. @public */
export function obstacleOf(
  backup: BackupFact,
  facts: BackupFacts,
): RestoreObstacle | undefined {
  if (backup.hasAllWal) return undefined;
  if (backup.unknown) return { id: 'unknown', what: backup.unknown };
  const problem = archiveProblem(facts);
  if (problem) return { id: 'archive', what: problem.what };
  const isArchived = hasItsWal(backup, facts);
  if (isArchived) return undefined;
  return isArchived === undefined
    ? {
        id: 'wal-unknown',
        what: message('walUnknown'),
      }
    : {
        id: 'wal',
        what: message('walMissing', { then: nextStepForWal(facts) }),
      };
}

/** Returns the next step for a backup whose WAL is not known to be archived. @public */
export function nextStepForWal(facts: BackupFacts): Message {
  return failingSince(facts) === undefined
    ? message('waitForArchive')
    : message('backUpOnceArchived');
}

/**
 * Whether the WAL of the backup is archived. A backup from a standby is
 * "completed" before the WAL written during it is archived. Undefined if that
 * is not known.
 */
function hasItsWal(
  { beginWal, endWal, begunAt, endedAt: end }: BackupFact,
  facts: BackupFacts,
): boolean | undefined {
  const { archiver } = facts;
  const wasQueried = archiver !== undefined && archiver.at > end;
  const isFailing = (failingSince(facts) ?? end) < end;
  const withoutQuery = isFailing ? false : undefined;
  if (endWal && archiver?.whole) {
    const range = walRangeOf(facts, { wal: endWal });
    // The primary changed while it was taken, so it needs WAL of both.
    if (range !== walRangeOf(facts, { wal: beginWal ?? endWal }))
      return undefined;
    if (range && containsWal(range, endWal)) return true;
    if (range !== walRangesOf(facts)[0]) return undefined;
    return wasQueried ? false : withoutQuery;
  }
  if (!wasQueried) return withoutQuery;
  const [present] = walRangesOf(facts);
  const range = walRangeOf(facts, { wal: beginWal, at: begunAt });
  // WAL after an earlier range may be lost, however little.
  if (range !== present)
    return range?.until && range.until >= end ? true : undefined;
  const { until } = present ?? archiver;
  if (!until) return withoutQuery;
  return Date.parse(until) >= Date.parse(end) - CLOCKS_MS;
}
