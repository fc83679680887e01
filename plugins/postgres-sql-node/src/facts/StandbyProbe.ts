import type { StandbyFacts } from './standbyFacts';

/**
 * The last attempt to ask a configured standby about itself.
 *
 * @public
 */
export interface StandbyProbe {
  facts?: StandbyFacts;
  /** What it said instead. */
  error?: string;
  /** Whether it answers, but refuses the login. */
  forbidden?: boolean;
  /** Since when it does not respond. */
  silentSince?: Date;
  /** The last facts of a standby that is silent now: they tell which sender was its own. */
  lastFacts?: StandbyFacts;
}
