import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { MINUTE } from './EvaluationTime';
import type { PhaseMeaning } from './PhaseMeaning';

/** How long instances may take to become ready, and short changes to end. @public */
export const WAIT_LIMIT_MS = 5 * MINUTE;
/** Longest start of an instance: it may have to replay much WAL. @public */
export const START_LIMIT_MS = 30 * MINUTE;

/**
 * What an operator tells of a database, and what it is asked for, in words that
 * are no operator's own. Where nothing looks after a database, its provider
 * tells by itself what is going on.
 *
 * @public
 */
export interface OperatorStatus {
  /** Of the program. */
  name: string;
  /** Of the object that the database is. */
  kind: string;
  /** In its own words; absent: it has not begun. */
  phase?: string;
  reason?: string;
  /** The phase in ours. */
  meant: PhaseMeaning;
  /** Changes with the definition of the database. */
  generation?: number;
  /** What is done to the instances now is for this, where that is known better than by the reason. */
  restartFor?: string;
  /** The present primary, and the one that is to be. */
  primary?: string;
  nextPrimary?: string;
  /** It is to be another one, and which is not chosen yet. */
  isChoosing: boolean;
  /** Since when the primary is to be another one. */
  movesSince?: string;
  /** Since when the primary fails. */
  failsSince?: string;
  /** Whether it calls the database ready, and since when it says that. */
  ready?: { is: boolean; since?: string };
  /** Sleep has begun, and since when, where that is told. */
  sleep?: { since?: string };
  /** When a restart of all instances was asked for. */
  restartAskedAt?: string;
  /** What has it leave the database alone; what to do about it. */
  pausedBy?: Message;
  /** What it waits for without a word before it begins; what to check. */
  awaits?: Message;
  /** What its word for roles and databases is found in. */
  declaredIn: string;
  /** The server that the database follows; it takes no writes itself. */
  source?: string;
  /** Standbys that each write waits for, however long. */
  synchronous?: number;
  /** It begins with the data of a backup. */
  isRestored: boolean;
}
