import {
  metaOf,
  podKind,
  endpointSliceKind,
  recordOf,
  refsOf,
  serviceKind,
  statusesOf,
  volumeClaimKind,
  type DatabaseModel,
  type CachedDatabaseObject,
  type PartLabels,
  type ProviderContext,
  type Snapshot,
} from '../model';
import { objectKey, type WatchedKind } from '../cluster';

/** A database of a fictional operator. */
export interface CachedShop extends CachedDatabaseObject {
  loginVersion?: string;
}

const clusters: WatchedKind<CachedShop> = {
  resource: {
    group: 'example.com',
    version: 'v1',
    plural: 'shops',
    kind: 'Shop',
  },
  transform: (object, managedBy) => ({
    ...metaOf(object),
    managedBy,
    record: recordOf(object.metadata.annotations),
  }),
  affects: (_, id) => [objectKey(id)],
};

const labels: PartLabels = {
  cluster: 'example.com/shop',
  instance: 'example.com/instance',
};

export const kinds = {
  clusters,
  pods: podKind(labels, () => ({})),
  services: serviceKind(labels),
  endpointSlices: endpointSliceKind(labels),
  volumeClaims: volumeClaimKind(labels),
};

/** The model of these databases. */
export const model: DatabaseModel<Snapshot<CachedShop>, ProviderContext> = {
  kinds,
  ...refsOf('shop'),
  find: ({ name: cluster, watch }, cached) => {
    const { namespace, name } = cached;
    const parts = <T>(kind: WatchedKind<T>) =>
      watch
        .store(kind)
        .by('cluster', objectKey(cached))
        .map(({ value }) => value);
    const key = { cluster, namespace, name };
    return {
      ref: refsOf('shop').refOf(key),
      key,
      location: `${cluster}/${namespace}`,
      cluster: cached,
      pods: parts(kinds.pods),
      services: parts(kinds.services),
      endpointSlices: parts(kinds.endpointSlices),
      volumeClaims: parts(kinds.volumeClaims),
      statuses: statusesOf(watch, kinds),
    };
  },
};
