import type { Snapshot } from '../model/Snapshot';
import type { Change } from './changes/Change';
import { trackChange } from './changes/trackChange';
import type { EvaluationInput } from './EvaluationInput';
import {
  applyStaleReadiness,
  type StaleReadinessByInstance,
} from './staleReadiness';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ObservedDatabase } from './ObservedDatabase';
import type { PreviousState } from './PreviousState';
import { requestedOf } from './requested';

/** Input for the rules, the change in progress, and the stale readiness that remains. @public */
export interface TrackedDatabase<TSnapshot extends Snapshot = Snapshot> {
  input: EvaluationInput<TSnapshot>;
  change?: Change;
  staleReadiness: StaleReadinessByInstance;
}

/**
 * Derives the change in progress and the next previous state from a snapshot
 * and the previous state. Modifies only the transition times of this
 * evaluation.
 *
 * @public
 */
export function trackDatabase<TSnapshot extends Snapshot>(
  snapshot: TSnapshot,
  observed: ObservedDatabase,
  before: Pick<PreviousState, 'ongoing' | 'staleReadiness'>,
  transitionTimes: TransitionTimes,
  now: Date,
): TrackedDatabase<TSnapshot> {
  const { facts, operator } = observed;
  const { counted, staleReadiness } = applyStaleReadiness(
    facts.instances,
    before.staleReadiness,
    transitionTimes,
    now,
  );
  const input = {
    snapshot,
    facts: { ...facts, ...counted },
    operator,
    requested: requestedOf(observed, { transitionTimes, now }),
    transitionTimes,
    ongoing: before.ongoing,
    now,
  };
  const { change, ongoing } = trackChange(input);
  return { input: { ...input, ongoing }, change, staleReadiness };
}
