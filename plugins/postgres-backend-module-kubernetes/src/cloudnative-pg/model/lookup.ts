import {
  BY_CLUSTER,
  DatabaseLookup,
  LiveObjects,
  locationOf,
  managedBy,
  objectKey,
  statusesOf,
  type ArchiverReading,
  type DatabaseModel,
  type KubernetesObject,
  type Snapshot,
  type StoreLookup,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { archiveOf, recoveredFrom, type Archive } from './archive';
import { archiveIn, clustersSharingArchive, storeIn } from './archivingKinds';
import type { ClusterContext } from './ClusterContext';
import type {
  CachedBackup,
  CachedCluster,
  CachedDatabaseResource,
  CachedObjectStore,
  CachedPooler,
  CachedScheduledBackup,
} from './cachedTypes';
import { cnpgKinds, type KindName } from './kinds';
import { isOwn, keyOf, refOf } from './names';
import type { CachedCloudNativePgPod } from './partKinds';
import { transformCluster } from './transformCluster';

/** A cached database with all its parts. */
export interface CloudNativePgSnapshot
  extends Snapshot<CachedCluster, CachedCloudNativePgPod, KindName> {
  backups: CachedBackup[];
  scheduledBackups: CachedScheduledBackup[];
  poolers: CachedPooler[];
  databases: CachedDatabaseResource[];
  /** The archive of its WAL; absent: WAL is not archived. */
  archive?: Archive;
  /** The archive that it was recovered from; absent: none, or not known. */
  recoveredFrom?: Archive;
  /** Other Clusters that archive to the same destination: none of them can be restored then. */
  sharesArchiveWith: CachedCluster[];
  /** The last reading of the archiver of its primary; absent: not queried yet, or no response. */
  archiver?: ArchiverReading;
  /** ObjectStores that its plugins name. */
  objectStores: CachedObjectStore[];
}

/** Returns a cached Cluster with its dependent objects. */
export function findParts(
  context: ClusterContext,
  cluster: CachedCluster,
): CloudNativePgSnapshot {
  const { namespace, name } = cluster;
  const key = { cluster: context.name, namespace, name };
  const { watch } = context;
  const owner = objectKey(cluster);
  const parts = <T>(kind: WatchedKind<T>) =>
    watch
      .store(kind)
      .by(BY_CLUSTER, owner)
      .map(({ value }) => value);
  const backups = parts(cnpgKinds.backups);
  const stores: StoreLookup = kind => watch.store(kind);
  const storeNames = new Set(
    (cluster.spec.plugins ?? []).flatMap(
      plugin => plugin.parameters?.barmanObjectName ?? [],
    ),
  );
  return {
    ref: refOf(key),
    key,
    location: locationOf(key),
    cluster,
    archive: archiveIn(cluster, stores),
    recoveredFrom: recoveredFrom(cluster, backups, storeIn(cluster, stores)),
    sharesArchiveWith: clustersSharingArchive(cluster, stores),
    archiver: context.archivers.get(cluster),
    pods: parts(cnpgKinds.pods),
    backups,
    scheduledBackups: parts(cnpgKinds.scheduledBackups),
    poolers: parts(cnpgKinds.poolers),
    databases: parts(cnpgKinds.databases),
    services: parts(cnpgKinds.services),
    endpointSlices: parts(cnpgKinds.endpointSlices),
    volumeClaims: parts(cnpgKinds.volumeClaims),
    objectStores: [...storeNames].flatMap(
      store =>
        watch.store(cnpgKinds.objectStores).get({ namespace, name: store }) ??
        [],
    ),
    statuses: statusesOf(watch, cnpgKinds),
  };
}

/** Returns a snapshot of a Cluster that an API server has just returned: nothing is known of its parts yet. */
export function snapshotWithoutParts(
  clusterName: string,
  object: KubernetesObject,
): CloudNativePgSnapshot {
  const cluster = transformCluster(object, managedBy(object));
  const { namespace, name } = cluster;
  const key = { cluster: clusterName, namespace, name };
  return {
    ref: refOf(key),
    key,
    location: locationOf(key),
    cluster,
    archive: archiveOf(cluster, () => undefined),
    sharesArchiveWith: [],
    pods: [],
    backups: [],
    scheduledBackups: [],
    poolers: [],
    databases: [],
    services: [],
    endpointSlices: [],
    volumeClaims: [],
    objectStores: [],
    statuses: {},
  };
}

/** The model of Clusters for the base. */
export const databaseModel: DatabaseModel<
  CloudNativePgSnapshot,
  ClusterContext
> = {
  kinds: cnpgKinds,
  refOf,
  keyOf,
  isOwn,
  find: findParts,
};

/** Live Clusters, read from the API server. */
export const liveClusters = new LiveObjects(databaseModel);

/** Finds databases in the cache. */
export class Lookup extends DatabaseLookup<
  CloudNativePgSnapshot,
  ClusterContext
> {
  constructor(contexts: ClusterContext[]) {
    super(contexts, databaseModel);
  }
}
