import type { CachedMeta } from './cachedTypes';

/** A container, init container included, of a pod. @public */
export interface CachedContainer {
  name: string;
  ready: boolean;
  restarts: number;
  /** When it runs. */
  startedAt?: string;
  /** When it waits or has ended: `ImagePullBackOff`, `CrashLoopBackOff`, `Error`. */
  reason?: string;
  message?: string;
}

/** A pod of an instance, of a job of one, or of a pooler. @public */
export interface CachedPod extends CachedMeta {
  cluster: string;
  /** What it is, in the operator's word. */
  role?: string;
  instance?: string;
  /** Which step of making an instance, in the operator's word. */
  job?: string;
  /** The Job that made it and makes another one when it fails. */
  madeBy?: { name: string; uid: string };
  pooler?: string;
  /** Role of the instance, in the operator's word. */
  instanceRole?: string;
  phase?: string;
  node?: string;
  /** From Kubernetes 1.35 on, where the pod itself carries its node's zone. */
  zone?: string;
  ip?: string;
  /** That PostgreSQL runs from, or its Job. */
  image?: string;
  /** What it asks of a node, by `cpu`, `memory`... */
  requests?: Record<string, string>;
  ready: boolean;
  readySince?: string;
  /** Why it cannot be placed on a node. */
  unschedulable?: string;
  containers: CachedContainer[];
}
