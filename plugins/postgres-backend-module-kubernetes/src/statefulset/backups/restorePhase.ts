import type { PhaseMeaning } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { DEADLINE_SECONDS } from './program';
import { restoreStateOf } from './restoreState';

/** Returns what the restore means that a database was created by; undefined before its server runs, and once it is filled. */
export function restorePhase(
  cluster: StatefulSetSnapshot['cluster'],
  isReady: boolean,
): PhaseMeaning | undefined {
  const restore = restoreStateOf(cluster);
  if (restore.state === 'failed')
    return {
      type: 'attention',
      what: message('restoreFailed', { said: restore.said }),
      meaning: message('restoreFailedMeaning'),
      nextStep: message('restoreAgain'),
      final: 'always',
    };
  if (restore.state !== 'pending' || !isReady) return undefined;
  return restore.said === undefined
    ? {
        type: 'changing',
        label: message('restoring'),
        limitMs: DEADLINE_SECONDS * 1000,
      }
    : {
        type: 'attention',
        what: message('restoreWaits', { said: restore.said }),
        meaning: message('restoreWaitsMeaning'),
        nextStep: message('letJobsRun'),
      };
}
