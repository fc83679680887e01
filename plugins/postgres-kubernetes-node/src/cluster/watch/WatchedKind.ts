import type { ManagedBy } from '../managedBy';
import type { KubernetesObject, ObjectId, ResourceKind } from '../objects';
import type { KindReader } from './KindStore';

/** Reads stores of the other kinds of the same watch. @public */
export type StoreLookup = <T>(kind: WatchedKind<T>) => KindReader<T>;

/**
 * A kind that a provider caches, and what it caches of each object.
 *
 * @public
 */
export interface WatchedKind<T> {
  resource: ResourceKind;
  /** Label selector that excludes unrelated objects, for example `cnpg.io/cluster` for pods. */
  labelSelector?: string;
  /** Field selector, for example `involvedObject.kind=Cluster` for events. */
  fieldSelector?: string;
  /**
   * Returns the fields that mappers need of the object, and nothing else: there
   * may be tens of thousands. It must not reference `object` or its large
   * parts. managedFields and last-applied are already stripped; `managedBy` was
   * read from them before.
   */
  transform(object: KubernetesObject, managedBy?: ManagedBy): T;
  /** Returns the values to index the object under, by name of the index. */
  indexes?(value: T, id: ObjectId): Record<string, string[]>;
  /**
   * Returns keys (`namespace/name`) of the databases to map again when the
   * object is added, changed or deleted. A burst of changes to the pods of a
   * database results in one notification that contains its key once.
   */
  affects(value: T, id: ObjectId, lookup: StoreLookup): string[];
}
