import type { StandbyFacts } from './standbyFacts';

/**
 * Result of the last query of a configured standby.
 *
 * @public
 */
export interface StandbyProbe {
  facts?: StandbyFacts;
  /** The error of a failed query. */
  error?: string;
  /** Whether the standby rejects the login. */
  forbidden?: boolean;
  /** Since when queries fail. */
  failingSince?: Date;
  /** The last facts before the failure, which identify its WAL sender. */
  lastFacts?: StandbyFacts;
}
