import { SECOND } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  BARMAN_PLUGIN,
  type FoundDatabase,
  type KeptBackup,
} from '../../model';
import { archiveProblem } from './archiveProblem';
import { failingSince } from './archiving';
import { iso } from './times';
import { holds } from './walStretches';
import { stretchesOf, stretchOf } from './wholeWal';

/** Clocks of the tool and of PostgreSQL may differ by so much. */
const CLOCKS_MS = 30 * SECOND;

/** When it ended. */
export function endOf({ status, createdAt }: KeptBackup): string {
  return (
    iso(status.stoppedAt ?? status.reconciliationTerminatedAt) ??
    iso(status.startedAt ?? createdAt)!
  );
}

/** What hinders a restore from a finished backup, or may. */
export interface RestoreObstacle {
  id: /** A plugin took it that is not known here. */
  | 'plugin'
    /** The archive as a whole is of no use, or nobody can tell. */
    | 'archive'
    /** The WAL that was written while it was taken was not archived when that was last looked at. */
    | 'wal'
    /** Nobody has told whether that WAL is archived: a restore may be tried. */
    | 'wal-unknown';
  /** Sentences. */
  what: string;
}

/** Undefined where it is known that it can be restored. */
export function obstacleOf(
  backup: KeptBackup,
  found: FoundDatabase,
): RestoreObstacle | undefined {
  const { method, plugin = BARMAN_PLUGIN } = backup;
  if (method === 'volumeSnapshot') return undefined;
  if (method === 'plugin' && plugin !== BARMAN_PLUGIN) {
    return {
      id: 'plugin',
      what: `The plugin '${plugin}' took it, and how to restore from that is not known here.`,
    };
  }
  const problem = archiveProblem(found);
  if (problem) return { id: 'archive', what: problem.what };
  const isArchived = hasItsWal(backup, found);
  if (isArchived) return undefined;
  return isArchived === undefined
    ? {
        id: 'wal-unknown',
        what: 'Whether the WAL that it needs is archived is not known: a restore from it may fail.',
      }
    : {
        id: 'wal',
        what: `The WAL that it needs is not known to be archived. ${nextStepForWal(
          found,
        )}`,
      };
}

/** What to do about a backup whose WAL is not known to be archived. */
export function nextStepForWal(found: FoundDatabase): string {
  return failingSince(found) === undefined
    ? 'Wait until changes are archived, or take a new backup.'
    : 'Once WAL is archived again, take a new backup.';
}

/**
 * From a standby a backup is "completed" before the WAL is archived that was
 * written meanwhile. Undefined where nobody has told.
 */
function hasItsWal(
  backup: KeptBackup,
  found: FoundDatabase,
): boolean | undefined {
  const { archiver } = found;
  const { beginWal, endWal } = backup.status;
  const end = endOf(backup);
  const wasAsked = archiver !== undefined && archiver.at > end;
  const isFailing = (failingSince(found) ?? end) < end;
  const unasked = isFailing ? false : undefined;
  if (endWal && archiver?.whole) {
    const stretch = stretchOf(found, { wal: endWal });
    // It was taken while another became the primary, and needs WAL of both.
    if (stretch !== stretchOf(found, { wal: beginWal ?? endWal }))
      return undefined;
    if (stretch && holds(stretch, endWal)) return true;
    if (stretch !== stretchesOf(found)[0]) return undefined;
    return wasAsked ? false : unasked;
  }
  if (!wasAsked) return unasked;
  const [present] = stretchesOf(found);
  const { startedAt = backup.createdAt } = backup.status;
  const stretch = stretchOf(found, { wal: beginWal, at: startedAt });
  // What came after an earlier stretch may be lost, however little it was.
  if (stretch !== present)
    return stretch?.until && stretch.until >= end ? true : undefined;
  const { until } = present ?? archiver;
  if (!until) return unasked;
  return Date.parse(until) >= Date.parse(end) - CLOCKS_MS;
}
