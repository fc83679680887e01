import type { CachedPod } from '../model/CachedPod';

/** One instance, as the Kubernetes API reports it. @public */
export interface Instance<Pod extends CachedPod = CachedPod> {
  name: string;
  primary: boolean;
  fenced: boolean;
  /** Absent: it has no pod, or pods cannot be read. */
  pod?: Pod;
  /** Whether PostgreSQL is ready, as last observed. */
  ready: boolean;
  /** Its pod is ready, but PostgreSQL in it has been stopped since then. */
  starting?: boolean;
  /** The primary, or the one that becomes the first. */
  role: 'primary' | 'standby';
}

/** Facts about the instances of a database, for the rules of the base. @public */
export interface InstanceFacts<Pod extends CachedPod = CachedPod> {
  instances: Instance<Pod>[];
  /** Pods of Jobs that create an instance. */
  jobs: Pod[];
  desired: number;
  ready: number;
  primary?: Instance<Pod>;
  /** Hibernation is requested, and the operator does not postpone it. */
  hibernated: boolean;
}
