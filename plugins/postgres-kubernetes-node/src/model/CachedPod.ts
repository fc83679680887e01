import type { CachedMeta } from './cachedTypes';

/** A container, init container included, of a pod. @public */
export interface CachedContainer {
  name: string;
  ready: boolean;
  restarts: number;
  /** Start time, if it runs. */
  startedAt?: string;
  /** If it waits or has ended: `ImagePullBackOff`, `CrashLoopBackOff`, `Error`. */
  reason?: string;
  message?: string;
}

/** A pod of an instance, of a Job of one, or of a pooler. @public */
export interface CachedPod extends CachedMeta {
  cluster: string;
  /** Its role, as the operator labels it. */
  role?: string;
  instance?: string;
  /** The step of creating an instance, as the operator labels it. */
  job?: string;
  /** The Job that created it and recreates it when it fails. */
  createdByJob?: { name: string; uid: string };
  pooler?: string;
  /** Role of the instance, as the operator labels it. */
  instanceRole?: string;
  phase?: string;
  node?: string;
  /** From Kubernetes 1.35 on, where the pod itself carries its node's zone. */
  zone?: string;
  ip?: string;
  /** Image of PostgreSQL, or of its Job. */
  image?: string;
  /** Resource requests, by `cpu`, `memory`... */
  requests?: Record<string, string>;
  ready: boolean;
  readySince?: string;
  /** Why it cannot be scheduled. */
  unschedulable?: string;
  containers: CachedContainer[];
}
