import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import {
  copySteps,
  requestedSteps,
  serverSteps,
  toSteps,
  type Cause,
  type Requested,
  type StepDraft,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import { backupMethods, hasArchive } from './backups/backupTargets';
import { failingSince } from './backups/archiving';
import { backupOutcome } from './backups/backupOutcome';
import { backupsOf } from './backups/backupOf';
import { nextStepForWal } from './backups/restorable';
import { awaitsSchedule } from './backups/schedules';
import { keepsLogin } from './identity';
import { conditionOf, type Moment } from './moment';
import { phaseOf } from './phases';

/**
 * The way to a finished database, from what exists. None for one that was not
 * made here. Once it was complete, a restart does not undo steps: returns, too,
 * whether it was by now. `wasComplete`: what was returned last.
 */
export function stepsOf(
  moment: Moment,
  causes: Cause[],
  {
    login,
    requested,
    wasComplete,
  }: { login?: boolean; requested: Requested[]; wasComplete: boolean },
): { steps: Step[]; complete: boolean } {
  const { found, facts, memory } = moment;
  const { cluster } = found;
  if (!cluster.record.created || cluster.record.adopted)
    return { steps: [], complete: wasComplete };
  const good = backupOutcome(found).lastGoodAt !== undefined;
  const up = good || wasComplete;
  // A backup is no proof of copies; what was there before us, and is whole by the operator's word, had them.
  const joined =
    wasComplete ||
    (memory.isFirst &&
      good &&
      phaseOf(cluster.status.phase ?? '').family !== 'changing');
  const running = backupsOf(found).some(({ status }) => status === 'running');
  const restored = cluster.spec.bootstrap?.recovery !== undefined;
  const server = serverSteps({ found, facts, up, restored, login });
  const asked: StepDraft[] = [
    // What GitOps manages is not written to, so that its record does not tell.
    ...(keepsLogin(found) && !cluster.managedBy
      ? [
          {
            id: 'credentials',
            title: 'Credentials stored',
            done: cluster.record.credentials !== undefined,
          },
        ]
      : []),
    ...requestedSteps(requested),
  ];
  const copies: StepDraft[] = [
    ...copySteps(facts, joined),
    ...(hasArchive(found)
      ? [
          {
            id: 'archive',
            title: 'Change log archived',
            done:
              up ||
              (conditionOf(found, 'ContinuousArchiving')?.status === 'True' &&
                failingSince(found) === undefined),
          },
        ]
      : []),
  ];
  const complete = joined || [...server, ...copies].every(({ done }) => done);
  const drafts = [...server, ...asked, ...copies];
  if (backupMethods(found).length) {
    drafts.push({
      id: 'backup',
      title: 'First backup finished',
      done: good,
      waits: !running,
      message: running ? undefined : comesLater(found),
    });
  }
  return { steps: toSteps(drafts, causes), complete };
}

/** Why there is no backup to restore yet, and when one comes, where none runs. */
function comesLater(found: FoundDatabase): string {
  if (backupOutcome(found).withoutWal.length)
    return `One has finished, but the WAL that it needs is not known to be archived. ${nextStepForWal(
      found,
    )}`;
  if (awaitsSchedule(found))
    return 'It begins when the restart of the instances is done.';
  const next = found.scheduledBackups.find(({ suspended }) => !suspended)
    ?.status.nextScheduleTime;
  return next ? `The next one begins at ${next}.` : 'Take one when you like.';
}
