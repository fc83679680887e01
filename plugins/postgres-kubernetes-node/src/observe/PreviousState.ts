import type { OngoingChange } from './changes/OngoingChange';
import type { StaleReadinessByInstance } from './staleReadiness';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';

/** What is remembered of one database from one look at it to the next. A value: each look makes a new one. @public */
export interface PreviousState {
  /** Absent: it was never looked at. */
  transitionTimes?: TransitionTimes;
  ongoing: OngoingChange;
  staleReadiness: StaleReadinessByInstance;
  /** Whether it was complete once: its steps do not come back. */
  complete: boolean;
}

/** Of a database that was never looked at. @public */
export const NO_PREVIOUS_STATE: PreviousState = {
  ongoing: { failover: false },
  staleReadiness: { fenced: [], byInstance: new Map() },
  complete: false,
};
