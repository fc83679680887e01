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
import { archiveIn, sharersOf, storeIn } from './archivingKinds';
import type { ClusterContext } from './ClusterContext';
import type {
  KeptBackup,
  KeptCluster,
  KeptDatabase,
  KeptObjectStore,
  KeptPooler,
  KeptScheduledBackup,
} from './kept';
import { cnpgKinds, type KindName } from './kinds';
import { isOwn, placeOf, refOf } from './names';
import type { KeptPod } from './partKinds';
import { slimCluster } from './slimCluster';

/** A database with all its parts, as they are in memory. */
export interface FoundDatabase
  extends Snapshot<KeptCluster, KeptPod, KindName> {
  backups: KeptBackup[];
  scheduledBackups: KeptScheduledBackup[];
  poolers: KeptPooler[];
  databases: KeptDatabase[];
  /** Where its WAL goes; absent: nowhere. */
  archive?: Archive;
  /** The archive that it was recovered from, where that is known. */
  recoveredFrom?: Archive;
  /** Other Clusters that archive to the same place: none of them can be restored then. */
  archivesWith: KeptCluster[];
  /** What its primary last told of archiving; absent: not asked yet, or no answer. */
  archiver?: ArchiverReading;
  /** Those that its plugins name. */
  objectStores: KeptObjectStore[];
}

/** A kept Cluster with its parts. */
export function findParts(
  context: ClusterContext,
  cluster: KeptCluster,
): FoundDatabase {
  const { namespace, name } = cluster;
  const place = { cluster: context.name, namespace, name };
  const { watch } = context;
  const key = objectKey(cluster);
  const parts = <T>(kind: WatchedKind<T>) =>
    watch
      .store(kind)
      .by(BY_CLUSTER, key)
      .map(({ value }) => value);
  const backups = parts(cnpgKinds.backups);
  const stores: StoreLookup = kind => watch.store(kind);
  const storeNames = new Set(
    (cluster.spec.plugins ?? []).flatMap(
      plugin => plugin.parameters?.barmanObjectName ?? [],
    ),
  );
  return {
    ref: refOf(place),
    place,
    location: locationOf(place),
    cluster,
    archive: archiveIn(cluster, stores),
    recoveredFrom: recoveredFrom(cluster, backups, storeIn(cluster, stores)),
    archivesWith: sharersOf(cluster, stores),
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

/** A Cluster as an API server just answered it, without parts: nothing else is known yet. */
export function foundAlone(
  clusterName: string,
  object: KubernetesObject,
): FoundDatabase {
  const cluster = slimCluster(object, managedBy(object));
  const { namespace, name } = cluster;
  const place = { cluster: clusterName, namespace, name };
  return {
    ref: refOf(place),
    place,
    location: locationOf(place),
    cluster,
    archive: archiveOf(cluster, () => undefined),
    archivesWith: [],
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

/** What the base is told of Clusters. */
export const databaseModel: DatabaseModel<FoundDatabase, ClusterContext> = {
  kinds: cnpgKinds,
  refOf,
  placeOf,
  isOwn,
  find: findParts,
};

/** Clusters as the API server has them now. */
export const liveClusters = new LiveObjects(databaseModel);

/** Finds databases in memory. */
export class Lookup extends DatabaseLookup<FoundDatabase, ClusterContext> {
  constructor(contexts: ClusterContext[]) {
    super(contexts, databaseModel);
  }
}
