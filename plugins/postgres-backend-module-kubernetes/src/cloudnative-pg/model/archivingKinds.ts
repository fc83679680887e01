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
import type { KeptCluster, KeptObjectStore } from './kept';
import { resources } from './names';
import { slimCluster } from './slimCluster';
import { storeEnvironment, type EnvironmentVariable } from './storeEnvironment';

/** Clusters: each is a database. It concerns those that archive to the same place, too. */
export const clusterKind: WatchedKind<KeptCluster> = {
  resource: resources.clusters,
  slim: slimCluster,
  indexes: cluster => ({
    objectStore: (cluster.spec.plugins ?? []).flatMap(plugin => {
      const store = plugin.parameters?.barmanObjectName;
      return store ? [`${cluster.namespace}/${store}`] : [];
    }),
    [BY_SERVER_NAME]: serverNamesOf(cluster),
  }),
  affects: (cluster, id, lookup) => [
    objectKey(id),
    ...sharersOf(cluster, lookup).map(objectKey),
  ],
};

/** A store may serve several Clusters of its namespace. */
export const objectStoreKind: WatchedKind<KeptObjectStore> = {
  resource: resources.objectStores,
  slim: object => {
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
      serverRecoveryWindow?: KeptObjectStore['recoveryWindow'];
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

/** The archive of a Cluster, by what is in memory of its object store. */
export function archiveIn(
  cluster: KeptCluster,
  lookup: StoreLookup,
): Archive | undefined {
  return archiveOf(cluster, storeIn(cluster, lookup));
}

/** Object stores in the namespace of a Cluster, by name. */
export function storeIn(
  { namespace }: Pick<KeptCluster, 'namespace'>,
  lookup: StoreLookup,
) {
  return (name: string) => lookup(objectStoreKind).get({ namespace, name });
}

/** Other Clusters that write their WAL to the same place, in any namespace. */
export function sharersOf(
  cluster: KeptCluster,
  lookup: StoreLookup,
): KeptCluster[] {
  const archive = archiveIn(cluster, lookup);
  if (!archive?.place || skipsArchiving(cluster)) return [];
  return lookup(clusterKind)
    .by(BY_SERVER_NAME, archive.serverName)
    .map(({ value }) => value)
    .filter(
      other =>
        other.uid !== cluster.uid &&
        !skipsArchiving(other) &&
        archiveIn(other, lookup)?.place === archive.place,
    );
}
