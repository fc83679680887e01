import type { Database } from '@pgstage/backstage-plugin-postgres-common';
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
import { nameOf, namesOf, type StatefulSetSnapshot } from '../model';
import { promotionAttention } from '../promote/phase';
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
    ...promotionAttention(input),
    ...lostAttention(input),
    ...backupVolumeAttention(input),
  ],
  operationsOf,
  changesOf,
};

/** See {@link evaluateDatabase}. */
export function evaluate(
  snapshot: StatefulSetSnapshot,
  now: Date,
  before: PreviousState,
): Evaluation<PreviousState> {
  return evaluateDatabase(rules, snapshot, now, before);
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
