import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { MINUTE } from './EvaluationTime';
import type { PhaseMeaning } from './PhaseMeaning';

/** How long instances may take to become ready, and short changes to complete. @public */
export const WAIT_LIMIT_MS = 5 * MINUTE;
/** Longest start of an instance: it may have to replay much WAL. @public */
export const START_LIMIT_MS = 30 * MINUTE;

/** What people do about problems that no operator repairs. @public */
export interface ManualSteps {
  /** The primary is down. */
  primaryDown: Message;
  /** It has been down for longer than a restart takes. */
  primaryStaysDown: Message;
  standbyDown: Message;
  /** A volume does not grow as requested. */
  volumeTooSmall: Message;
  /** A volume is deleted once its pod ends. */
  volumeDeleted: Message;
}

/**
 * What an operator reports about a database and what is requested of it,
 * independent of the operator. If there is no operator, the provider itself
 * supplies the status.
 *
 * @public
 */
export interface OperatorStatus {
  /** Name of the operator. */
  name: string;
  /** Kind of the database object. */
  kind: string;
  /** The operator's own text; absent: it has not started. */
  phase?: string;
  reason?: string;
  /** The meaning of the phase. */
  phaseMeaning: PhaseMeaning;
  /** Generation of the database object: increases with each change of its spec. */
  generation?: number;
  /** Why instances are being restarted, if known better than by `reason`. */
  restartFor?: Message;
  /** The current primary, and the one that is to become it. */
  primary?: string;
  nextPrimary?: string;
  /** The primary is to move, and the new one is not chosen yet. */
  isChoosing: boolean;
  /** Since when the primary is to move. */
  movesSince?: string;
  /** Since when the primary fails. */
  failsSince?: string;
  /** The operator's ready condition, and since when it holds. */
  ready?: { is: boolean; since?: string };
  /** Hibernation has started, and since when, if reported. */
  hibernation?: { since?: string };
  /** When a restart of all instances was requested. */
  restartRequestedAt?: string;
  /** Why the operator is paused for this database, and what to do. */
  pausedBy?: Message;
  /** What it silently waits for before it starts, and what to check. */
  awaits?: Message;
  /** The next steps of a database without an operator; absent: there is one. */
  manualSteps?: ManualSteps;
  /** The next step if requested roles and databases are not created. */
  checkDeclared: Message;
  /** The server that this database replicates; it is read-only. */
  source?: string;
  /** Number of standbys that each write waits for, without a time limit. */
  synchronous?: number;
  /** It is restored from a backup. */
  isRestored: boolean;
}
