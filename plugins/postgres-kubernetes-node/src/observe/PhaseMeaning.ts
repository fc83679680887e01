import type { Message } from '@pgstage/backstage-plugin-postgres-common';

/** The operator has nothing to do. It says nothing of health: it may stay so while fenced, hibernated, or with a killed primary not yet noticed. @public */
export interface HealthyPhase {
  type: 'healthy';
}

/** Something is done on purpose. @public */
export interface ChangingPhase {
  type: 'changing';
  label: string;
  /** Longest that it takes when nothing is wrong. */
  limitMs?: number;
  /** The primary goes on meanwhile. */
  keepsPrimary?: boolean;
  /** It makes an instance. */
  creates?: 'first' | 'standby';
  /** Another instance becomes the primary; after a failure that is a failover still. */
  moves?: boolean;
  /** PostgreSQL of the primary restarts in a pod that goes on. */
  inPlace?: boolean;
}

/** Instances are waited for, after a change on purpose or after a failure. @public */
export interface WaitingPhase {
  type: 'waiting';
  /** Longest that it takes when nothing is wrong. */
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
  /** What it means while the primary answers, or where the database `runs`. */
  meaning: Message;
  /** The database still runs meanwhile. */
  runs?: boolean;
  /** What holds instead while the primary answers, and before there was one. */
  whileUp?: PhaseProblem;
  beforeUp?: PhaseProblem;
  /** The operator tries again at once, and often succeeds. */
  graceMs?: number;
  /** A volume is full. */
  diskFull?: boolean;
  /** It does not heal, always or where no instance has a pod, see `final.ts`. */
  final?: 'always' | 'without-pods';
}

/** A phase of an operator that is newer than the provider. @public */
export interface UnknownPhase {
  type: 'unknown';
}

/** What a phase of an operator stands for. @public */
export type PhaseMeaning =
  | HealthyPhase
  | ChangingPhase
  | WaitingPhase
  | FailoverPhase
  | AttentionPhase
  | UnknownPhase;

/** The instance that a phase makes, where it makes one. */
export function createdBy(meant: PhaseMeaning): ChangingPhase['creates'] {
  return meant.type === 'changing' ? meant.creates : undefined;
}

/** Whether PostgreSQL of the primary restarts in a pod that goes on. */
export function isInPlaceRestart(meant: PhaseMeaning): boolean {
  return meant.type === 'changing' && meant.inPlace === true;
}

/** Whether PostgreSQL is stopped because a volume is full. */
export function isDiskFull(meant: PhaseMeaning): boolean {
  return meant.type === 'attention' && meant.diskFull === true;
}
