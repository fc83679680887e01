import type { OngoingChange } from './changes/OngoingChange';
import type { StaleReadinessByInstance } from './staleReadiness';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';

/** State that one evaluation of a database passes to the next. Immutable: each evaluation creates a new one. @public */
export interface PreviousState {
  /** Absent: it has not been evaluated. */
  transitionTimes?: TransitionTimes;
  ongoing: OngoingChange;
  staleReadiness: StaleReadinessByInstance;
  /** Whether it was complete before: its steps do not return. */
  complete: boolean;
}

/** The state of a database that has not been evaluated. @public */
export const NO_PREVIOUS_STATE: PreviousState = {
  ongoing: { failover: false },
  staleReadiness: { fenced: [], byInstance: new Map() },
  complete: false,
};
