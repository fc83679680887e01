import type {
  Message,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { Cause } from '../../observe/cause';
import { sinceOf } from '../../observe/Moment';
import { archiveProblem } from '../archiveProblem';
import { SETTLE_MS, type Archiving } from '../archiving';
import type { ArchiveFacts } from '../BackupFacts';
import type { BackupMoment } from './BackupMoment';

/** What keeps changes from being protected, and what is wrong with the archive itself. */
export function archivingCauses(moment: BackupMoment): Cause[] {
  const { backups, memory } = moment;
  const { archiving, window } = moment.range;
  const { state, since } = archiving;
  // At every change of the primary archiving fails for some seconds.
  if (state === 'settling') memory.recheck(Date.parse(since!) + SETTLE_MS);
  const words = wordsOf(archiving, window, backups.archive);
  return [
    ...problemCauses(moment),
    ...(words
      ? [
          {
            id: 'archiving',
            weight: 'degraded' as const,
            severity: 'error' as const,
            ...(since ? { since } : sinceOf(moment, 'archiving')),
            evidence: archiving.reason,
            ...words,
          },
        ]
      : []),
  ];
}

function wordsOf(
  { state, since }: Archiving,
  window: RecoveryWindow | undefined,
  archive: ArchiveFacts | undefined,
): Pick<Cause, 'what' | 'meaning' | 'nextStep'> | undefined {
  const known = window && !window.unproven && !window.unprovenTo;
  const reach = reachOf(window);
  const meaning = message('walFillsVolume', { reach });
  const ask = message('checkObjectStore');
  switch (state) {
    case 'failing':
      return {
        what: known
          ? message('changesNotArchived', { since: window.to })
          : message('changesNotArchivedSinceAtLatest', { since: `${since}` }),
        meaning,
        nextStep: archive?.said?.nextStep ?? ask,
      };
    case 'late':
      return {
        what: message('changesWaitForArchive', { since: `${since}` }),
        meaning,
        nextStep: ask,
      };
    case 'off':
      return {
        what: message('archivingIsOff', { by: `${archive?.off?.by}` }),
        meaning: message('walIsRemoved', { reach }),
        nextStep: archive?.off
          ? message('switchArchivingOn', { undo: archive.off.undo })
          : ask,
      };
    default:
      return undefined;
  }
}

function reachOf(window: RecoveryWindow | undefined): Message {
  if (!window) return message('nothingAfterBackups');
  const { to, unproven, unprovenTo } = window;
  if (unproven) return message('reachUnknown');
  return unprovenTo
    ? message('restorableToAtLeast', { to })
    : message('restorableTo', { to });
}

function problemCauses(moment: BackupMoment): Cause[] {
  const { archive } = moment.backups;
  const problem = archiveProblem(moment.backups);
  if (!problem || problem.id === 'archive-unknown') return [];
  const row = {
    id: problem.id,
    weight: 'degraded',
    severity: 'error',
    what: problem.what,
    ...sinceOf(moment, problem.id, problem.what.text),
    evidence: archive?.place,
  } as const;
  return [
    problem.id === 'archive-shared'
      ? {
          ...row,
          meaning: message('archivesMix'),
          nextStep: message('separateArchives', {
            setting: `${archive?.separate}`,
          }),
        }
      : {
          ...row,
          meaning: message('earlierDatabase'),
          nextStep: message('ownArchive', { setting: `${archive?.separate}` }),
        },
  ];
}
