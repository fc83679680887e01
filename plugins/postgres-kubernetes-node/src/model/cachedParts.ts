import type { Condition, CachedMeta } from './cachedTypes';

/** A Service of a database or its pooler. @public */
export interface CachedService extends CachedMeta {
  cluster: string;
  pooler?: string;
  type: string;
  port?: number;
  externalAddress?: string;
}

/** Which of a Service's pods can be reached. @public */
export interface CachedEndpointSlice extends CachedMeta {
  cluster: string;
  service: string;
  readyAddresses: string[];
  /** Zones of the nodes, by name of the pod. */
  zones: Record<string, string>;
}

/** A volume's claim. @public */
export interface CachedVolumeClaim extends CachedMeta {
  cluster: string;
  instance?: string;
  /** What it holds, in its operator's word. */
  role?: string;
  requested?: string;
  /** What there is; smaller than requested while it grows. */
  capacity?: string;
  storageClass?: string;
  phase?: string;
  conditions: Condition[];
}
