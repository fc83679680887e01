import {
  MINUTE,
  sinceOf,
  type Cause,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { backupOutcome } from '../backups/backupOutcome';
import { isCoveredUntilNow, recoveryRange } from '../backups/recoveryRange';
import { FIRST_TIMELINE } from '../backups/walName';
import { stretchesOf } from '../backups/wholeWal';
import type { Moment } from '../moment';
import { nextStepTo } from './takeBackup';

/** A former primary archives what it had left when it comes back as a standby. */
const RETURN_MS = 2 * MINUTE;
/** There is another row for these. */
const OTHERS = ['none', 'off', 'failing', 'starting'];

/**
 * No backup is followed by WAL that is known to be whole up to now. That ends
 * with a new backup, or once the former primary has archived all.
 */
export function walGap(moment: Moment): Cause[] {
  const { found, facts, memory, now } = moment;
  const { window, archiving } = recoveryRange(found, now);
  const [present, before] = stretchesOf(found);
  if (!window || !present || present.from === FIRST_TIMELINE) return [];
  if (!found.archiver || facts.hibernated) return [];
  if (backupOutcome(found).onlyBeforeUpgrade || isCoveredUntilNow(found))
    return [];
  if (OTHERS.includes(archiving.state)) return [];
  const { from, since } = present;
  if (!memory.lasts('wal-gap', from, RETURN_MS, now, since)) return [];
  const last = before?.archivedWals.at(-1);
  return [
    {
      id: 'wal-gap',
      severity: 'warning',
      ...(since ? { since } : sinceOf(moment, 'wal-gap-told', from)),
      ...(before
        ? {
            weight: 'degraded',
            what: `Changes since ${window.to} cannot be counted on to be restored: WAL may be missing in the archive.`,
            meaning: hasSuccessor(from)
              ? 'The primary changed before its predecessor was seen to archive all, and what that had left may be lost with it.'
              : 'Archiving was switched off for a time, and what was written meanwhile may be lost.',
          }
        : {
            weight: 'note',
            what: 'Whether changes since the last backup can be restored is not known.',
            meaning:
              'The primary has changed since, and Backstage did not see whether its predecessor archived all before.',
          }),
      nextStep: nextStepTo(moment),
      evidence: `WAL is known to be whole from ${from} on${
        last ? `; of what was written before, ${last} is archived` : ''
      }.`,
    },
  ];
}

/** It begins with a timeline, not with a file of one. */
function hasSuccessor(from: string): boolean {
  return from.length === FIRST_TIMELINE.length;
}
