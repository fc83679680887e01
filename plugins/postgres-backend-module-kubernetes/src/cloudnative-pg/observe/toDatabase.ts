import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import {
  evaluateDatabase,
  NO_PREVIOUS_STATE,
  type Evaluation,
  type EvaluationRules,
  type PreviousState,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import { conditionAttention } from './attention/conditions';
import { nextStepOf } from './attention/remedy';
import { suspectSchedules } from './attention/suspectSchedules';
import { observe } from './observe';
import { changesOf, operationsOf } from './operationsOf';
import { isOperators, partsOf } from './parts';

const rules: EvaluationRules<CloudNativePgSnapshot> = {
  observe,
  partsOf,
  isRenewed: isOperators,
  nextStepOf,
  ownAttention: input => [
    ...conditionAttention(input),
    ...suspectSchedules(input),
  ],
  operationsOf,
  changesOf,
};

/** Evaluates a database for the first time: without a previous state, a problem that may pass by itself does not need attention yet. */
export function toDatabase(
  snapshot: CloudNativePgSnapshot,
  now: Date,
): Database {
  return evaluate(snapshot, now, NO_PREVIOUS_STATE).database;
}

/** See {@link evaluateDatabase}. */
export function evaluate(
  snapshot: CloudNativePgSnapshot,
  now: Date,
  before: PreviousState,
): Evaluation<PreviousState> {
  return evaluateDatabase(rules, snapshot, now, before);
}
