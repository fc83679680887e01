import type {
  Message,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { keyOf } from '../../messages/keyOf';
import type { RankedAttention } from '../../observe/rankedAttention';
import { sinceOf } from '../../observe/EvaluationTime';
import { archiveProblem } from '../archiveProblem';
import { SETTLE_MS, type Archiving } from '../archiving';
import type { ArchiveFacts } from '../BackupFacts';
import type { BackupRuleInput } from './BackupRuleInput';

/** Returns attention for changes that are not protected, and for problems of the archive itself. */
export function archivingAttention(input: BackupRuleInput): RankedAttention[] {
  const { backups, transitionTimes } = input;
  const { archiving, window } = input.range;
  const { state, since } = archiving;
  // Archiving fails for some seconds at every change of the primary.
  if (state === 'settling')
    transitionTimes.recheck(Date.parse(since!) + SETTLE_MS);
  const text = textOf(archiving, window, backups.archive);
  return [
    ...problemAttention(input),
    ...(text
      ? [
          {
            id: 'archiving',
            impact: 'degraded' as const,
            severity: 'error' as const,
            ...(since ? { since } : sinceOf(input, 'archiving')),
            evidence: archiving.reason,
            ...text,
          },
        ]
      : []),
  ];
}

function textOf(
  { state, since }: Archiving,
  window: RecoveryWindow | undefined,
  archive: ArchiveFacts | undefined,
): Pick<RankedAttention, 'what' | 'meaning' | 'nextStep'> | undefined {
  const known = window && !window.unproven && !window.unprovenTo;
  const range = restorableRangeText(window);
  const meaning = message('walFillsVolume', { range });
  const checkStore = message('checkObjectStore');
  switch (state) {
    case 'failing':
      return {
        what: known
          ? message('changesNotArchived', { since: window.to })
          : message('changesNotArchivedSinceAtLatest', { since: `${since}` }),
        meaning,
        nextStep: archive?.condition?.nextStep ?? checkStore,
      };
    case 'late':
      return {
        what: message('changesWaitForArchive', { since: `${since}` }),
        meaning,
        nextStep: checkStore,
      };
    case 'off':
      return {
        what: message('archivingIsOff', {
          annotation: `${archive?.off?.annotation}`,
        }),
        meaning: message('walIsRemoved', { range }),
        nextStep: archive?.off
          ? message('switchArchivingOn', { undo: archive.off.undo })
          : checkStore,
      };
    default:
      return undefined;
  }
}

function restorableRangeText(window: RecoveryWindow | undefined): Message {
  if (!window) return message('nothingAfterBackups');
  const { to, unproven, unprovenTo } = window;
  if (unproven) return message('restorableRangeUnknown');
  return unprovenTo
    ? message('restorableToAtLeast', { to })
    : message('restorableTo', { to });
}

function problemAttention(input: BackupRuleInput): RankedAttention[] {
  const { archive } = input.backups;
  const problem = archiveProblem(input.backups);
  if (!archive || !problem || problem.id === 'archive-unknown') return [];
  const row = {
    id: problem.id,
    impact: 'degraded',
    severity: 'error',
    what: problem.what,
    ...sinceOf(input, problem.id, keyOf(problem.what)),
    evidence: archive.destination,
  } as const;
  return [
    problem.id === 'archive-shared'
      ? {
          ...row,
          meaning: message('archivesMix'),
          nextStep: archive.separate.fromOther,
        }
      : {
          ...row,
          meaning: message('earlierDatabase'),
          nextStep: archive.separate.fromEarlier,
        },
  ];
}
