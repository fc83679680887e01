import type {
  Database,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  evaluateDatabase,
  healthInput,
  NO_PREVIOUS_STATE,
  serviceParts,
  volumeParts,
  type Evaluation,
  type EvaluationRules,
  type PreviousState,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { backupVolumeAttention } from '../backups';
import { message } from '../messages';
import { nameOf, namesOf, type StatefulSetSnapshot } from '../model';
import { lostAttention } from './lostAttention';
import { observe } from './observe';
import { changesOf, operationsOf } from './operationsOf';

const rules: EvaluationRules<StatefulSetSnapshot> = {
  observe,
  partsOf: input => [
    ...serviceParts(input, namesOf(nameOf(input.snapshot.cluster.name))),
    ...volumeParts(input, {}),
  ],
  isRenewed: () => false,
  nextStepOf: (_input, _pod, { nextStep }) => nextStep,
  ownAttention: input => [
    ...lostAttention(input),
    ...backupVolumeAttention(input),
  ],
  operationsOf,
  changesOf,
};

/** Next steps instead of those of the base, by id, that only an operator makes possible. */
const NEXT_STEPS: Record<string, Message> = {
  'kubernetes.waitForPrimary': message('noFailover'),
  'kubernetes.standbyNotPromoted': message('askForPrimary'),
  'kubernetes.primaryNotRestarted': message('askForPrimary'),
  'kubernetes.checkStandby': message('checkStandbyPod'),
  'kubernetes.checkStorageClass': message('askForExpansion'),
  'kubernetes.deletionIsFinal': message('copyBeforeDeletion'),
  'kubernetes.chooseTarget': message('turnBackupsOn'),
};

/** See {@link evaluateDatabase}. */
export function evaluate(
  snapshot: StatefulSetSnapshot,
  now: Date,
  before: PreviousState,
): Evaluation<PreviousState> {
  const evaluation = evaluateDatabase(rules, snapshot, now, before);
  const { database } = evaluation;
  const attention = database.attention.map(row => ({
    ...row,
    nextStep: NEXT_STEPS[row.nextStep.id] ?? row.nextStep,
  }));
  return { ...evaluation, database: { ...database, attention } };
}

/** Evaluates a database for the first time. */
export const toDatabase = (
  snapshot: StatefulSetSnapshot,
  now: Date,
): Database => evaluate(snapshot, now, NO_PREVIOUS_STATE).database;

/** Returns the input of the section `health`, by the same rules. */
export const healthInputOf = (
  snapshot: StatefulSetSnapshot,
  now: Date,
  before: PreviousState,
) => healthInput(rules, snapshot, now, before);
