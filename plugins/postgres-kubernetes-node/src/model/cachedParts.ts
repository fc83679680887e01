import type { Condition, CachedMeta } from './cachedTypes';

/** A Service of a database or its pooler. @public */
export interface CachedService extends CachedMeta {
  cluster: string;
  pooler?: string;
  type: string;
  port?: number;
  externalAddress?: string;
}

/** Ready endpoints of a Service. @public */
export interface CachedEndpointSlice extends CachedMeta {
  cluster: string;
  service: string;
  readyAddresses: string[];
  /** Zones of the nodes, by name of the pod. */
  zones: Record<string, string>;
}

/** A PersistentVolumeClaim. @public */
export interface CachedVolumeClaim extends CachedMeta {
  cluster: string;
  instance?: string;
  /** Its role, as the operator labels it. */
  role?: string;
  requested?: string;
  /** Actual size; smaller than requested during a resize. */
  capacity?: string;
  storageClass?: string;
  phase?: string;
  conditions: Condition[];
}
