import type { ClusterWatch, WatchedKind } from '../cluster';
import type { CachedDatabaseObject } from './cachedTypes';
import type { DatabaseKey } from './DatabaseKey';
import type { Snapshot } from './Snapshot';

/**
 * All kinds that a provider caches of one Kubernetes cluster, by name.
 * `clusters` are the database objects.
 *
 * @public
 */
export type DatabaseKinds<
  Main extends CachedDatabaseObject = CachedDatabaseObject,
> = Record<string, WatchedKind<any>> & { clusters: WatchedKind<Main> };

/**
 * A provider's model of its databases, so that the base can watch and find
 * them.
 *
 * @public
 */
export interface DatabaseModel<TSnapshot extends Snapshot, Context = unknown> {
  kinds: DatabaseKinds<TSnapshot['cluster']>;
  /** See {@link refsOf}. */
  refOf(key: DatabaseKey): string;
  keyOf(ref: string): DatabaseKey;
  isOwn(ref: string): boolean;
  /** Returns the snapshot of a cached object with its dependents. */
  find(context: Context, cluster: TSnapshot['cluster']): TSnapshot;
}

/** Returns the status of reading each kind, by its name in the model. @public */
export function statusesOf<Kind extends string>(
  watch: ClusterWatch,
  kinds: Record<Kind, WatchedKind<any>>,
): Snapshot<never, never, Kind>['statuses'] {
  return Object.fromEntries(
    Object.entries<WatchedKind<any>>(kinds).map(([name, kind]) => [
      name,
      watch.status(kind),
    ]),
  ) as Snapshot<never, never, Kind>['statuses'];
}
