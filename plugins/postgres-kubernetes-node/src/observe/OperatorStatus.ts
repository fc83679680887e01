import { MINUTE } from './Moment';

/** How long instances may take to become ready, and short changes to end. @public */
export const WAIT_LIMIT_MS = 5 * MINUTE;
/** Longest start of an instance: it may have to replay much WAL. @public */
export const START_LIMIT_MS = 30 * MINUTE;

/**
 * What a phase stands for:
 * - `healthy`: the operator has nothing to do. It says nothing of health: it
 *   may stay so while fenced, hibernated, or with a killed primary not yet noticed.
 * - `changing`: on purpose.
 * - `waiting`: for instances, after a change on purpose or after a failure.
 * - `failover`: the primary failed.
 * - `attention`: a person has to do something.
 * - `unknown`: a phase of an operator that is newer than the provider.
 *
 * @public
 */
export type PhaseFamily =
  | 'healthy'
  | 'changing'
  | 'waiting'
  | 'failover'
  | 'attention'
  | 'unknown';

/** A phase of an operator in words. @public */
export interface PhaseWords {
  family: PhaseFamily;
  words: string;
  /** Attention only: who can help, and how. */
  nextStep?: string;
  /** Attention only: whether the database still runs meanwhile. */
  runs?: boolean;
  /** Attention only: what holds instead while the primary answers, and before there was one. */
  whileUp?: Pick<PhaseWords, 'words' | 'nextStep'>;
  beforeUp?: Pick<PhaseWords, 'words' | 'nextStep'>;
  /** Attention only: the operator tries again at once, and often succeeds. */
  graceMs?: number;
  /** Attention only: a volume is full. */
  diskFull?: boolean;
  /** Attention only: it does not heal, always or where no instance has a pod, see `final.ts`. */
  final?: 'always' | 'without-pods';
  /** Changing and waiting: longest that it takes when nothing is wrong. */
  limitMs?: number;
  /** Changing only: the primary goes on meanwhile. */
  keepsPrimary?: boolean;
  /** Changing only: it makes an instance. */
  makes?: 'first' | 'standby';
  /** Changing only: another instance becomes the primary; after a failure that is a failover still. */
  moves?: boolean;
  /** Changing only: PostgreSQL of the primary restarts in a pod that goes on. */
  inPlace?: boolean;
}

/**
 * What an operator tells of a database, and what it is asked for, in words that
 * are no operator's own. Where nothing looks after a database, its provider
 * tells by itself what is going on.
 *
 * @public
 */
export interface OperatorStatus {
  /** Of the program, reads on from "whether". */
  name: string;
  /** Of the object that the database is. */
  kind: string;
  /** In its own words; absent: it has not begun. */
  phase?: string;
  reason?: string;
  /** The phase in ours. */
  meant: PhaseWords;
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
  /** What has it leave the database alone; a sentence that says what to do about it. */
  pausedBy?: string;
  /** What it waits for without a word before it begins; a sentence that says what to check. */
  awaits?: string;
  /** What its word for roles and databases is found in. */
  declaredIn: string;
  /** The server that the database follows; it takes no writes itself. */
  source?: string;
  /** Standbys that each write waits for, however long. */
  synchronous?: number;
  /** It begins with the data of a backup. */
  isRestored: boolean;
}
