import type { CachedPod } from '../model/CachedPod';

/** One instance, as far as Kubernetes tells. @public */
export interface Instance<Pod extends CachedPod = CachedPod> {
  name: string;
  primary: boolean;
  fenced: boolean;
  /** Absent: has no pod, or pods cannot be read. */
  pod?: Pod;
  /** Whether PostgreSQL answers, by what was seen last. */
  ready: boolean;
  /** Its pod is ready, but PostgreSQL in it was stopped since. */
  starting?: boolean;
  /** The primary, or the one that becomes the first. */
  role: 'primary' | 'standby';
}

/** What the rules of the base ask about the instances of a database. @public */
export interface InstanceFacts<Pod extends CachedPod = CachedPod> {
  instances: Instance<Pod>[];
  /** Pods of Jobs that make an instance. */
  jobs: Pod[];
  wanted: number;
  ready: number;
  primary?: Instance<Pod>;
  /** Sleep was asked for, and the operator does not put it off. */
  hibernated: boolean;
}
