import type { ObjectId } from '../objects';

/** A request to a port of a pod. @public */
export interface PodRequest extends ObjectId {
  namespace: string;
  scheme: 'http' | 'https';
  port: number;
  /** For example `/pg/status`. */
  path: string;
}

/** Which lines of the log of a pod to read. @public */
export interface PodLogRequest extends ObjectId {
  namespace: string;
  limitBytes: number;
  /** Default: the only container of the pod. */
  container?: string;
  /** Of the previous start of the container. */
  previous?: boolean;
  sinceTime?: string;
  tailLines?: number;
  /** Whether each line starts with its time. */
  timestamps?: boolean;
}
