import {
  BARMAN_PLUGIN,
  type FoundDatabase,
  type KeptBackup,
} from '../../model';
import { SECOND } from '../moment';
import { archiveProblem } from './archiveProblem';
import { failingSince } from './archiving';
import { iso } from './times';

/** Clocks of the tool and of PostgreSQL may differ by so much. */
const CLOCKS_MS = 30 * SECOND;

/** When it ended. */
export function endOf({ status, createdAt }: KeptBackup): string {
  return (
    iso(status.stoppedAt ?? status.reconciliationTerminatedAt) ??
    iso(status.startedAt ?? createdAt)!
  );
}

/** What a finished backup lacks to be counted on. */
export interface Lack {
  id: /** A plugin took it that is not known here. */
  | 'plugin'
    /** The archive as a whole is of no use, or nobody can tell. */
    | 'archive'
    /** The WAL that was written while it was taken. */
    | 'wal';
  /** Sentences. */
  what: string;
}

/** Why a finished backup may be of no use; undefined where it can be restored. */
export function lackOf(
  backup: KeptBackup,
  found: FoundDatabase,
): Lack | undefined {
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
  return hasItsWal(backup, found)
    ? undefined
    : {
        id: 'wal',
        what: `The WAL that it needs is not known to be archived. ${afterWal(
          found,
        )}`,
      };
}

/** What to do about a backup whose WAL is not known to be archived. */
export function afterWal(found: FoundDatabase): string {
  return failingSince(found) === undefined
    ? 'Wait until changes are archived, or take a new backup.'
    : 'Once WAL is archived again, take a new backup.';
}

/** From a standby a backup is "completed" before the WAL is archived that was written meanwhile. */
function hasItsWal(backup: KeptBackup, found: FoundDatabase): boolean {
  const { until, at = '', lastArchivedWal } = found.archiver ?? {};
  const { endWal } = backup.status;
  const end = endOf(backup);
  // Files are archived in their order; those of a later timeline have later names.
  if (endWal && lastArchivedWal) {
    if (lastArchivedWal >= endWal) return true;
    if (at > end) return false;
  }
  if (until && at > end)
    return Date.parse(until) >= Date.parse(end) - CLOCKS_MS;
  // A primary that has not archived yet says nothing of its predecessor.
  return end <= (failingSince(found) ?? end);
}
