import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Snapshot } from '../model/Snapshot';
import type { DatabaseFacts } from './DatabaseFacts';
import { toPart } from './parts/ObservedPart';
import { trackDatabase } from './trackDatabase';
import type { EvaluationRules } from './evaluateDatabase';
import type { PreviousState } from './PreviousState';

/** Input for the section `health`, from the cache. @public */
export interface HealthInput extends Pick<Health, 'parts' | 'forbidden'> {
  facts: DatabaseFacts;
  /** A planned change is in progress. */
  changing: boolean;
}

/**
 * Returns the cached health of a database, by the same rules as
 * `evaluateDatabase`.
 *
 * @param previousState - of the last evaluation
 * @public
 */
export function healthInput<TSnapshot extends Snapshot>(
  rules: Pick<EvaluationRules<TSnapshot>, 'observe' | 'partsOf'>,
  snapshot: TSnapshot,
  now: Date,
  previousState: Pick<
    PreviousState,
    'transitionTimes' | 'ongoing' | 'staleReadiness'
  >,
): HealthInput {
  const observed = rules.observe(snapshot);
  const transitionTimes = new TransitionTimes(previousState.transitionTimes);
  const { input, change } = trackDatabase(
    snapshot,
    observed,
    previousState,
    transitionTimes,
    now,
  );
  const { facts } = input;
  const changing = facts.hibernated || change !== undefined;
  return {
    facts,
    changing,
    parts: rules.partsOf({ snapshot, facts, changing, now }).map(toPart),
    forbidden: observed.missingAccess.map(({ what, needs }) => ({
      what,
      needs,
    })),
  };
}
