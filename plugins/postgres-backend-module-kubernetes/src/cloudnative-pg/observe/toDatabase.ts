import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import {
  lookAt,
  NO_PAST,
  type Look,
  type LookRules,
  type Past,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import { conditionCauses } from './attention/conditions';
import { nextStepOf } from './attention/remedy';
import { strangeSchedules } from './attention/strangeSchedules';
import { observe } from './observe';
import { changesOf, operationsOf } from './operationsOf';
import { isOperators, partsOf } from './parts';

const rules: LookRules<FoundDatabase> = {
  observe,
  partsOf,
  isRenewed: isOperators,
  nextStepOf,
  ownCauses: moment => [
    ...conditionCauses(moment),
    ...strangeSchedules(moment),
  ],
  operationsOf,
  changesOf,
};

/** A first look: nothing is remembered, and what may pass by itself is not yet an alarm. */
export function toDatabase(found: FoundDatabase, now: Date): Database {
  return look(found, now, NO_PAST).database;
}

/** See {@link lookAt}. */
export function look(
  found: FoundDatabase,
  now: Date,
  before: Past,
): Look<Past> {
  return lookAt(rules, found, now, before);
}
