import type { KeptMeta } from './kept';

/** A container, init container included, of a pod. */
export interface KeptContainer {
  name: string;
  ready: boolean;
  restarts: number;
  /** When it runs. */
  startedAt?: string;
  /** When it waits or has ended: `ImagePullBackOff`, `CrashLoopBackOff`, `Error`. */
  reason?: string;
  message?: string;
}

/** A pod of an instance, of a job of one, or of a pooler. */
export interface KeptPod extends KeptMeta {
  cluster: string;
  /** `instance` or `pooler`. */
  role?: string;
  instance?: string;
  /** `initdb`, `join`, `full-recovery`, `major-upgrade`... */
  job?: string;
  /** The Job that made it and makes another one when it fails. */
  madeBy?: { name: string; uid: string };
  /** Version of the operator that made it. */
  operatorVersion?: string;
  pooler?: string;
  /** `primary`, `replica`, or for a moment `unhealthy`. */
  instanceRole?: string;
  phase?: string;
  node?: string;
  /** From Kubernetes 1.35 on, where the pod itself carries its node's zone. */
  zone?: string;
  ip?: string;
  /** How the instance manager answers on port 8000. */
  statusScheme: 'http' | 'https';
  /** That PostgreSQL runs from, or its Job. */
  image?: string;
  /** Environment of the Barman Cloud plugin's container, as far as a store decides it; absent: made without it. */
  backsUpWith?: Record<string, string>;
  /** What it asks of a node, by `cpu`, `memory`... */
  requests?: Record<string, string>;
  ready: boolean;
  readySince?: string;
  /** Why it cannot be placed on a node. */
  unschedulable?: string;
  containers: KeptContainer[];
}
