import {
  metaOf,
  objectKey,
  type StoreLookup,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  archiveOf,
  BY_SERVER_NAME,
  serverNamesOf,
  skipsArchiving,
  type Archive,
} from './archive';
import type { CachedCluster, CachedObjectStore } from './cachedTypes';
import { resources } from './names';
import { transformCluster } from './transformCluster';
import { storeEnvironment, type EnvironmentVariable } from './storeEnvironment';

/** Clusters: each is a database. A change affects those that share its archive, too. */
export const clusterKind: WatchedKind<CachedCluster> = {
  resource: resources.clusters,
  transform: transformCluster,
  indexes: cluster => ({
    objectStore: (cluster.spec.plugins ?? []).flatMap(plugin => {
      const store = plugin.parameters?.barmanObjectName;
      return store ? [`${cluster.namespace}/${store}`] : [];
    }),
    [BY_SERVER_NAME]: serverNamesOf(cluster),
  }),
  affects: (cluster, id, lookup) => [
    objectKey(id),
    ...clustersSharingArchive(cluster, lookup).map(objectKey),
  ],
};

/** ObjectStores. Several Clusters of the namespace may use the same one. */
export const objectStoreKind: WatchedKind<CachedObjectStore> = {
  resource: resources.objectStores,
  transform: object => {
    const {
      configuration,
      retentionPolicy,
      instanceSidecarConfiguration: sidecar,
    } = (object.spec ?? {}) as {
      configuration?: { destinationPath?: string; endpointURL?: string };
      retentionPolicy?: string;
      instanceSidecarConfiguration?: { env?: EnvironmentVariable[] };
    };
    const { serverRecoveryWindow = {} } = (object.status ?? {}) as {
      serverRecoveryWindow?: CachedObjectStore['recoveryWindow'];
    };
    return {
      ...metaOf(object),
      destinationPath: configuration?.destinationPath,
      endpointUrl: configuration?.endpointURL,
      retentionPolicy,
      environment: storeEnvironment(sidecar?.env),
      recoveryWindow: serverRecoveryWindow,
    };
  },
  affects: (_, id, lookup) =>
    lookup(clusterKind).by('objectStore', objectKey(id)).map(objectKey),
};

/** Returns the archive of a Cluster, with the cached ObjectStore. */
export function archiveIn(
  cluster: CachedCluster,
  lookup: StoreLookup,
): Archive | undefined {
  return archiveOf(cluster, storeIn(cluster, lookup));
}

/** Returns a lookup of ObjectStores in the namespace of a Cluster, by name. */
export function storeIn(
  { namespace }: Pick<CachedCluster, 'namespace'>,
  lookup: StoreLookup,
) {
  return (name: string) => lookup(objectStoreKind).get({ namespace, name });
}

/** Returns other Clusters, in any namespace, that write their WAL to the same archive. */
export function clustersSharingArchive(
  cluster: CachedCluster,
  lookup: StoreLookup,
): CachedCluster[] {
  const archive = archiveIn(cluster, lookup);
  if (!archive?.destination || skipsArchiving(cluster)) return [];
  return lookup(clusterKind)
    .by(BY_SERVER_NAME, archive.serverName)
    .map(({ value }) => value)
    .filter(
      other =>
        other.uid !== cluster.uid &&
        !skipsArchiving(other) &&
        archiveIn(other, lookup)?.destination === archive.destination,
    );
}
