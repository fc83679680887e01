import type { KubernetesObject, ManagedBy } from '../cluster';
import type { DatabaseRecord } from './record';

/** Metadata that is kept of every object. @public */
export interface CachedMeta {
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
  createdAt: string;
  deletedAt?: string;
}

/** A condition of any kind. Times are RFC 3339. @public */
export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** What is kept of the object that a database is, whatever else its provider keeps of it. @public */
export interface CachedDatabaseObject extends CachedMeta {
  managedBy?: ManagedBy;
  /** Changes with its `spec`; absent: not kept. */
  generation?: number;
  record: DatabaseRecord;
}

/** Metadata that every kept object has. @public */
export function metaOf({ metadata }: KubernetesObject): CachedMeta {
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    createdAt: metadata.creationTimestamp ?? '',
    deletedAt: metadata.deletionTimestamp,
  };
}

/** The named fields, where they are there. @public */
export function pick<T extends object>(
  value: T | undefined,
  keys: readonly (keyof T)[],
): T {
  const from = (value ?? {}) as T;
  return Object.fromEntries(
    keys.filter(key => from[key] !== undefined).map(key => [key, from[key]]),
  ) as unknown as T;
}
