import type { Message, Step } from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { failingSince } from '../backups/archiving';
import type { BackupFacts } from '../backups/BackupFacts';
import { backupOutcome } from '../backups/backupOutcome';
import { shownBackups } from '../backups/ownBackups';
import { nextStepForWal } from '../backups/restorable';
import { message } from '../messages';
import type { RankedAttention } from './rankedAttention';
import type { RuleInput } from './EvaluationInput';
import {
  copySteps,
  requestedSteps,
  serverSteps,
  toSteps,
  type StepDraft,
} from './steps';

/**
 * Returns the steps to a complete database; none for one that pgstage did not
 * create. Once complete, a restart does not reset steps: also returns whether
 * it was complete by now. `wasComplete`: the last returned value.
 */
export function stepsOf(
  input: RuleInput,
  attention: RankedAttention[],
  {
    login,
    keepsLogin,
    wasComplete,
  }: { login?: boolean; keepsLogin: boolean; wasComplete: boolean },
): { steps: Step[]; complete: boolean } {
  const { snapshot, facts, operator, requested, transitionTimes, backups } =
    input;
  const { cluster } = snapshot;
  if (!cluster.record.created || cluster.record.adopted)
    return { steps: [], complete: wasComplete };
  const good = backupOutcome(backups).lastGoodAt !== undefined;
  const up = good || wasComplete;
  // A backup does not prove that standbys joined; a database that existed before Backstage started and that the operator reports as healthy had them.
  const joined =
    wasComplete ||
    (transitionTimes.isFirst &&
      good &&
      operator.phaseMeaning.type !== 'changing');
  const running = shownBackups(backups).some(
    ({ status }) => status === 'running',
  );
  const server = serverSteps({
    snapshot,
    facts,
    up,
    restored: operator.isRestored,
    login,
  });
  const contents: StepDraft[] = [
    // pgstage does not write to objects that GitOps manages, so their record does not show it.
    ...(keepsLogin && !cluster.managedBy
      ? [
          {
            id: 'credentials',
            title: providerMessage('credentialsStored'),
            done: cluster.record.credentials !== undefined,
          },
        ]
      : []),
    ...requestedSteps(requested),
  ];
  const copies: StepDraft[] = [
    ...copySteps(facts, joined),
    ...(backups.archive
      ? [
          {
            id: 'archive',
            title: message('walArchived'),
            done:
              up ||
              (backups.archive.condition?.works === true &&
                failingSince(backups) === undefined),
          },
        ]
      : []),
  ];
  const complete = joined || [...server, ...copies].every(({ done }) => done);
  const drafts = [...server, ...contents, ...copies];
  if (backups.isOn) {
    drafts.push({
      id: 'backup',
      title: message('firstBackupFinished'),
      done: good,
      waits: !running,
      message: running ? undefined : comesLater(backups),
    });
  }
  return { steps: toSteps(drafts, attention), complete };
}

/** Returns why there is no restorable backup yet, and when the next one starts. */
function comesLater(backups: BackupFacts): Message {
  if (backupOutcome(backups).withoutWal.length)
    return message('backupFinishedWithoutWal', {
      then: nextStepForWal(backups),
    });
  if (backups.firstBegins) return backups.firstBegins;
  const next = backups.schedules.find(({ suspended }) => !suspended)?.nextAt;
  return next
    ? message('nextBackupStarts', { at: next })
    : message('takeBackupAnyTime');
}
