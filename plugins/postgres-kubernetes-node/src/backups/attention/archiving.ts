import type { RecoveryWindow } from '@pgstage/backstage-plugin-postgres-common';
import type { Cause } from '../../observe/cause';
import { sinceOf } from '../../observe/Moment';
import { archiveProblem } from '../archiveProblem';
import { SETTLE_MS, type Archiving } from '../archiving';
import type { ArchiveFacts } from '../BackupFacts';
import type { BackupMoment } from './BackupMoment';

const ASK =
  'Ask the platform team to look at the object store and its credentials.';

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
  const meaning = `${reach} WAL piles up on the volume meanwhile, until it is full.`;
  switch (state) {
    case 'failing':
      return {
        what: `Changes since ${
          known ? window.to : `${since} at the latest`
        } are not protected: WAL is not archived.`,
        meaning,
        nextStep: archive?.said?.nextStep ?? ASK,
      };
    case 'late':
      return {
        what: `Changes since ${since} are not protected: they wait to be archived.`,
        meaning,
        nextStep: ASK,
      };
    case 'off':
      return {
        what: `Changes are not protected: WAL is not archived, as ${archive?.off?.by} says.`,
        meaning: `${reach} WAL is thrown away meanwhile.`,
        nextStep: `${archive?.off?.undo}, then take a backup: WAL since then does not reach back.`,
      };
    default:
      return undefined;
  }
}

function reachOf(window: RecoveryWindow | undefined): string {
  if (!window) return 'No moment after a backup can be restored.';
  const { to, unproven, unprovenTo } = window;
  if (unproven) return 'How far it can be restored is not known.';
  return `You can restore to ${to}${
    unprovenTo ? '. How far beyond is not known.' : ' at the latest.'
  }`;
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
    ...sinceOf(moment, problem.id, problem.what),
    evidence: archive?.place,
  } as const;
  return [
    problem.id === 'archive-shared'
      ? {
          ...row,
          meaning:
            'WAL and backups of two databases mix, and each overwrites those of the other: neither can be counted on to be restored.',
          nextStep: `Give one of them ${archive?.separate}, then take a backup of both.`,
        }
      : {
          ...row,
          meaning:
            'What it could restore is that earlier database. If this one is lost now, it cannot be restored.',
          nextStep: `Give it ${archive?.separate} for its archive, then take a backup.`,
        },
  ];
}
