import {
  type Cause,
  sinceOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { annotations } from '../../model';
import { archiveProblem } from '../backups/archiveProblem';
import { SETTLE_MS, type Archiving } from '../backups/archiving';
import { recoveryRange } from '../backups/recoveryRange';
import { type Moment } from '../moment';

const ASK =
  'Ask the platform team to look at the object store and its credentials.';

/** What keeps changes from being protected, and what is wrong with the archive itself. */
export function archivingCauses(moment: Moment): Cause[] {
  const { found, memory, now } = moment;
  const { archiving, window } = recoveryRange(found, now);
  const { state, since } = archiving;
  // At every change of the primary archiving fails for some seconds.
  if (state === 'settling') memory.recheck(Date.parse(since!) + SETTLE_MS);
  const words = wordsOf(archiving, window);
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
  { state, since, reason }: Archiving,
  window: ReturnType<typeof recoveryRange>['window'],
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
        // Barman's words where an archive would begin in a folder that is in use.
        nextStep: /empty archive/i.test(reason)
          ? 'Another database left its archive in the folder: change options.backup.folder to a new one.'
          : ASK,
      };
    case 'late':
      return {
        what: `Changes since ${since} are not protected: they wait to be archived.`,
        meaning,
        nextStep: ASK,
      };
    case 'off':
      return {
        what: `Changes are not protected: WAL is not archived, as the annotation ${annotations.skipWalArchiving} says.`,
        meaning: `${reach} WAL is thrown away meanwhile.`,
        nextStep:
          'Remove the annotation from the Cluster, then take a backup: WAL since then does not reach back.',
      };
    default:
      return undefined;
  }
}

function reachOf(window: ReturnType<typeof recoveryRange>['window']): string {
  if (!window) return 'No moment after a backup can be restored.';
  const { to, unproven, unprovenTo } = window;
  if (unproven) return 'How far it can be restored is not known.';
  return `You can restore to ${to}${
    unprovenTo ? '. How far beyond is not known.' : ' at the latest.'
  }`;
}

function problemCauses(moment: Moment): Cause[] {
  const { found } = moment;
  const problem = archiveProblem(found);
  if (!problem || problem.id === 'archive-unknown') return [];
  const row = {
    id: problem.id,
    weight: 'degraded',
    severity: 'error',
    what: problem.what,
    ...sinceOf(moment, problem.id, problem.what),
    evidence: found.archive?.place,
  } as const;
  return [
    problem.id === 'archive-shared'
      ? {
          ...row,
          meaning:
            'WAL and backups of two databases mix, and each overwrites those of the other: neither can be counted on to be restored.',
          nextStep:
            'Give one of them another serverName or destinationPath, then take a backup of both.',
        }
      : {
          ...row,
          meaning:
            'What it could restore is that earlier database. If this one is lost now, it cannot be restored.',
          nextStep:
            'Give the Cluster another serverName or destinationPath for its archive, then take a backup.',
        },
  ];
}
