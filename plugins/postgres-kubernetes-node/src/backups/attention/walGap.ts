import { message } from '../../messages';
import type { RankedAttention } from '../../observe/rankedAttention';
import { MINUTE, sinceOf } from '../../observe/EvaluationTime';
import { backupOutcome } from '../backupOutcome';
import { isCoveredUntilNow } from '../recoveryRange';
import { FIRST_TIMELINE } from '../wal/walName';
import { walRangesOf } from '../wal/contiguousWal';
import type { BackupRuleInput } from './BackupRuleInput';
import { nextStepTo } from './takeBackup';

/** A former primary archives its remaining files when it returns as a standby. */
const RETURN_MS = 2 * MINUTE;
/** Other rows report these. */
const OTHERS = ['none', 'off', 'failing', 'starting'];

/**
 * Returns attention if no backup is followed by WAL that is known to be
 * contiguous up to now. A new backup resolves it, or the former primary once it
 * has archived all its files.
 */
export function walGap(input: BackupRuleInput): RankedAttention[] {
  const { backups, facts, transitionTimes, now } = input;
  const { window, archiving } = input.range;
  const [present, before] = walRangesOf(backups);
  if (!window || !present || present.from === FIRST_TIMELINE) return [];
  if (!backups.archiver || facts.hibernated) return [];
  if (backupOutcome(backups).onlyBeforeUpgrade || isCoveredUntilNow(backups))
    return [];
  if (OTHERS.includes(archiving.state)) return [];
  const { from, since } = present;
  if (!transitionTimes.lasts('wal-gap', from, RETURN_MS, now, since)) return [];
  const last = before?.archivedWals.at(-1);
  return [
    {
      id: 'wal-gap',
      severity: 'warning',
      ...(since ? { since } : sinceOf(input, 'wal-gap-told', from)),
      ...(before
        ? {
            impact: 'degraded',
            what: message('walMayBeMissing', { since: window.to }),
            meaning: hasSuccessor(from)
              ? message('predecessorUnseen')
              : message('archivingWasOff'),
          }
        : {
            impact: 'note',
            what: message('changesSinceBackupUnknown'),
            meaning: message('primaryChangedSince'),
          }),
      nextStep: nextStepTo(backups),
      evidence: last
        ? message('walContiguousAfter', { from, last })
        : message('walContiguous', { from }),
    },
  ];
}

/** The range begins with a timeline, not with a file of one. */
function hasSuccessor(from: string): boolean {
  return from.length === FIRST_TIMELINE.length;
}
