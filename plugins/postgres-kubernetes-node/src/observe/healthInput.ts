import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Snapshot } from '../model/Snapshot';
import type { DatabaseFacts } from './DatabaseFacts';
import { trackDatabase } from './trackDatabase';
import type { EvaluationRules } from './evaluateDatabase';
import type { PreviousState } from './PreviousState';

/** What the section `health` is made from: what memory holds of a database. @public */
export interface HealthInput extends Pick<Health, 'parts' | 'forbidden'> {
  facts: DatabaseFacts;
  /** Something is being done on purpose. */
  changing: boolean;
}

/**
 * Returns what memory holds of the health of a database, judged as `evaluateDatabase`
 * judges it.
 *
 * @param past - what was remembered by then
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
    parts: rules.partsOf({ snapshot, facts, changing, now }),
    forbidden: observed.unseen.map(({ what, needs }) => ({ what, needs })),
  };
}
