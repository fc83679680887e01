import type { ManagedBy } from '../managedBy';
import type { KubernetesObject, ObjectId, ResourceKind } from '../objects';
import type { KindReader } from './KindStore';

/** Reads what is stored of the other kinds of the same watch. @public */
export type StoreLookup = <T>(kind: WatchedKind<T>) => KindReader<T>;

/**
 * A kind that a provider keeps in memory, and what it keeps of each object.
 *
 * @public
 */
export interface WatchedKind<T> {
  resource: ResourceKind;
  /** Keeps out what is not ours, for example `cnpg.io/cluster` for pods. */
  labelSelector?: string;
  /** The same by fields, for example `involvedObject.kind=Cluster` for events. */
  fieldSelector?: string;
  /**
   * What mappers need of the object, and nothing else: there may be tens of
   * thousands. It must not hold on to `object` or to its large parts.
   * managedFields and last-applied are gone already; `managedBy` was read from
   * them before.
   */
  transform(object: KubernetesObject, managedBy?: ManagedBy): T;
  /** Values under which the object can be found, by name of the index. */
  indexes?(value: T, id: ObjectId): Record<string, string[]>;
  /**
   * Keys (`namespace/name`) of the databases that have to be mapped again when
   * the object comes, changes or goes. A burst of changes to a database's pods
   * ends in one notification with its key once.
   */
  affects(value: T, id: ObjectId, lookup: StoreLookup): string[];
}
