import type { ClusterWatch, WatchedKind } from '../cluster';
import type { KeptDatabaseObject } from './kept';
import type { Place } from './Place';
import type { Snapshot } from './Snapshot';

/**
 * Everything that a provider keeps in memory of one Kubernetes cluster, by
 * name. `clusters` are the objects that its databases are.
 *
 * @public
 */
export type DatabaseKinds<
  Main extends KeptDatabaseObject = KeptDatabaseObject,
> = Record<string, WatchedKind<any>> & { clusters: WatchedKind<Main> };

/**
 * What a provider tells of its databases, so that the base can watch and find
 * them.
 *
 * @public
 */
export interface DatabaseModel<Found extends Snapshot, Context = unknown> {
  kinds: DatabaseKinds<Found['cluster']>;
  /** See {@link refsOf}. */
  refOf(place: Place): string;
  placeOf(ref: string): Place;
  isOwn(ref: string): boolean;
  /** A kept object with its parts. */
  find(context: Context, cluster: Found['cluster']): Found;
}

/** How reading each kind goes, by its name in the model. @public */
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
