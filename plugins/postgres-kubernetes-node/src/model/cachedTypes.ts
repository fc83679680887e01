import type { KubernetesObject, ManagedBy } from '../cluster';
import type { DatabaseRecord } from './record';

/** Cached metadata of every object. @public */
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

/** Cached fields of a database object; its provider adds others. @public */
export interface CachedDatabaseObject extends CachedMeta {
  managedBy?: ManagedBy;
  /** Increases with each change of its `spec`; absent: not cached. */
  generation?: number;
  record: DatabaseRecord;
}

/** Returns the metadata of a cached object. @public */
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

/** Returns the named fields that exist. @public */
export function pick<T extends object>(
  value: T | undefined,
  keys: readonly (keyof T)[],
): T {
  const from = (value ?? {}) as T;
  return Object.fromEntries(
    keys.filter(key => from[key] !== undefined).map(key => [key, from[key]]),
  ) as unknown as T;
}
