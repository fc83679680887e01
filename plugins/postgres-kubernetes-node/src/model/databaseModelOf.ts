import {
  managedBy,
  objectKey,
  type KubernetesObject,
  type WatchedKind,
} from '../cluster';
import {
  statusesOf,
  type DatabaseKinds,
  type DatabaseModel,
} from './DatabaseModel';
import type {
  CachedEndpointSlice,
  CachedService,
  CachedVolumeClaim,
} from './cachedParts';
import type { CachedPod } from './CachedPod';
import { BY_CLUSTER } from './ofCluster';
import { endpointSliceKind, serviceKind, volumeClaimKind } from './partKinds';
import type { PartLabels } from './PartLabels';
import { locationOf, refsOf, type DatabaseKey } from './DatabaseKey';
import { podKind } from './podKind';
import type { ProviderContext } from './ProviderContext';
import type { Snapshot } from './Snapshot';

/** Kinds of the dependents that every database on Kubernetes has. @public */
export interface PartKinds {
  pods: WatchedKind<CachedPod>;
  services: WatchedKind<CachedService>;
  endpointSlices: WatchedKind<CachedEndpointSlice>;
  volumeClaims: WatchedKind<CachedVolumeClaim>;
}

/** Returns these kinds, selected by the labels of an operator. @public */
export const partKindsOf = (labels: PartLabels): PartKinds => ({
  pods: podKind(labels, () => ({})),
  services: serviceKind(labels),
  endpointSlices: endpointSliceKind(labels),
  volumeClaims: volumeClaimKind(labels),
});

/** Returns the dependents of one kind of a database. @public */
export type PartsOf = <T>(kind: WatchedKind<T>) => T[];

/** A {@link DatabaseModel} that also supports objects which are not cached. @public */
export interface FullDatabaseModel<TSnapshot extends Snapshot>
  extends DatabaseModel<TSnapshot, ProviderContext> {
  /** Returns the snapshot of an object as just returned by the API server, without dependents: nothing else is known yet. */
  withoutParts(clusterName: string, object: KubernetesObject): TSnapshot;
}

/**
 * Returns the model of a provider whose databases are objects with pods,
 * services and volumes, each selected by its label.
 *
 * @param provider - its id, part of every ref
 * @param own - further kinds that it caches
 * @public
 */
export function databaseModelOf<TSnapshot extends Snapshot>(
  provider: string,
  kinds: DatabaseKinds<TSnapshot['cluster']> & PartKinds,
  own: (parts: PartsOf) => Omit<TSnapshot, keyof Snapshot>,
): FullDatabaseModel<TSnapshot> {
  const refs = refsOf(provider);
  const snapshotOf = (
    key: DatabaseKey,
    cluster: TSnapshot['cluster'],
    parts: PartsOf,
    statuses: Snapshot['statuses'],
  ) => {
    const shared: Snapshot = {
      ref: refs.refOf(key),
      key,
      location: locationOf(key),
      cluster,
      pods: parts(kinds.pods),
      services: parts(kinds.services),
      endpointSlices: parts(kinds.endpointSlices),
      volumeClaims: parts(kinds.volumeClaims),
      statuses,
    };
    return { ...shared, ...own(parts) } as TSnapshot;
  };
  return {
    kinds,
    ...refs,
    find: ({ name: cluster, watch }, cached) => {
      const { namespace, name } = cached;
      const parts: PartsOf = kind =>
        watch
          .store(kind)
          .by(BY_CLUSTER, objectKey(cached))
          .map(({ value }) => value);
      const key = { cluster, namespace, name };
      return snapshotOf(key, cached, parts, statusesOf(watch, kinds));
    },
    withoutParts: (cluster, object) => {
      const cached = kinds.clusters.transform(object, managedBy(object));
      const { namespace, name } = cached;
      return snapshotOf({ cluster, namespace, name }, cached, () => [], {});
    },
  };
}
