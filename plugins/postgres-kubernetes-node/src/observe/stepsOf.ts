import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import { failingSince } from '../backups/archiving';
import type { BackupFacts } from '../backups/BackupFacts';
import { backupOutcome } from '../backups/backupOutcome';
import { shownBackups } from '../backups/ownBackups';
import { nextStepForWal } from '../backups/restorable';
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
 * The way to a finished database, from what exists. None for one that was not
 * made here. Once it was complete, a restart does not undo steps: returns, too,
 * whether it was by now. `wasComplete`: what was returned last.
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
  // A backup is no proof of copies; what was there before us, and is whole by the operator's word, had them.
  const joined =
    wasComplete ||
    (transitionTimes.isFirst && good && operator.meant.type !== 'changing');
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
  const asked: StepDraft[] = [
    // What GitOps manages is not written to, so that its record does not tell.
    ...(keepsLogin && !cluster.managedBy
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
    ...(backups.archive
      ? [
          {
            id: 'archive',
            title: 'Change log archived',
            done:
              up ||
              (backups.archive.said?.works === true &&
                failingSince(backups) === undefined),
          },
        ]
      : []),
  ];
  const complete = joined || [...server, ...copies].every(({ done }) => done);
  const drafts = [...server, ...asked, ...copies];
  if (backups.isOn) {
    drafts.push({
      id: 'backup',
      title: 'First backup finished',
      done: good,
      waits: !running,
      message: running ? undefined : comesLater(backups),
    });
  }
  return { steps: toSteps(drafts, attention), complete };
}

/** Why there is no backup to restore yet, and when one comes, where none runs. */
function comesLater(backups: BackupFacts): string {
  if (backupOutcome(backups).withoutWal.length)
    return `One has finished, but the WAL that it needs is not known to be archived. ${
      nextStepForWal(backups).text
    }`;
  if (backups.firstBegins) return backups.firstBegins.text;
  const next = backups.schedules.find(({ suspended }) => !suspended)?.nextAt;
  return next ? `The next one begins at ${next}.` : 'Take one when you like.';
}
