import type { Message } from '@pgstage/backstage-plugin-postgres-common';

/** The operator has nothing to do. It does not prove health: the phase can stay so while fenced, hibernated, or before a killed primary is detected. @public */
export interface HealthyPhase {
  type: 'healthy';
}

/** A planned change. @public */
export interface ChangingPhase {
  type: 'changing';
  label: Message;
  /** The longest that it takes without a problem. */
  limitMs?: number;
  /** The primary keeps running. */
  keepsPrimary?: boolean;
  /** It creates an instance. */
  creates?: 'first' | 'standby';
  /** Another instance becomes the primary; after a failure this is still part of the failover. */
  moves?: boolean;
  /** PostgreSQL of the primary restarts in place, in the same pod. */
  inPlace?: boolean;
}

/** The operator waits for instances, after a planned change or a failure. @public */
export interface WaitingPhase {
  type: 'waiting';
  /** The longest that it takes without a problem. */
  limitMs?: number;
}

/** The primary failed. @public */
export interface FailoverPhase {
  type: 'failover';
}

/** What is wrong; who can help, and how. @public */
export interface PhaseProblem {
  what: Message;
  nextStep: Message;
}

/** A person has to do something. @public */
export interface AttentionPhase extends PhaseProblem {
  type: 'attention';
  /** The effect while the primary is ready, or if the database `runs`. */
  meaning: Message;
  /** The database keeps running. */
  runs?: boolean;
  /** Texts to use while the primary is ready, and before there was one. */
  whileUp?: PhaseProblem;
  beforeUp?: PhaseProblem;
  /** The operator retries immediately, and often succeeds. */
  graceMs?: number;
  /** A volume is full. */
  diskFull?: boolean;
  /** It cannot resolve by itself: always, or if no instance has a pod, see `final.ts`. */
  final?: 'always' | 'without-pods';
}

/** A phase of an operator that is newer than the provider. @public */
export interface UnknownPhase {
  type: 'unknown';
}

/** The meaning of an operator's phase. @public */
export type PhaseMeaning =
  | HealthyPhase
  | ChangingPhase
  | WaitingPhase
  | FailoverPhase
  | AttentionPhase
  | UnknownPhase;

/** Returns which instance a phase creates, or undefined if it creates none. */
export function createdInstanceOf(
  meaning: PhaseMeaning,
): ChangingPhase['creates'] {
  return meaning.type === 'changing' ? meaning.creates : undefined;
}

/** Whether PostgreSQL of the primary restarts in place, in the same pod. */
export function isInPlaceRestart(meaning: PhaseMeaning): boolean {
  return meaning.type === 'changing' && meaning.inPlace === true;
}

/** Whether PostgreSQL is stopped because a volume is full. */
export function isDiskFull(meaning: PhaseMeaning): boolean {
  return meaning.type === 'attention' && meaning.diskFull === true;
}
