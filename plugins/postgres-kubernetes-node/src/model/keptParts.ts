import type { Condition, KeptMeta } from './kept';

/** A Service of a database or its pooler. @public */
export interface KeptService extends KeptMeta {
  cluster: string;
  pooler?: string;
  type: string;
  port?: number;
  externalAddress?: string;
}

/** Which of a Service's pods can be reached. @public */
export interface KeptEndpointSlice extends KeptMeta {
  cluster: string;
  service: string;
  readyAddresses: string[];
  /** Zones of the nodes, by name of the pod. */
  zones: Record<string, string>;
}

/** A volume's claim. @public */
export interface KeptVolumeClaim extends KeptMeta {
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
