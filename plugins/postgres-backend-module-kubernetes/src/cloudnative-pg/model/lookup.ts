import { NotFoundError } from '@backstage/errors';
import {
  objectKey,
  type KubernetesObject,
  type KindStatus,
  managedBy,
  type StoreLookup,
  type WatchedKind,
  BY_CLUSTER,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { archiveOf, recoveredFrom, type Archive } from './archive';
import type { ArchiverReading } from './Archivers';
import { clusterKind } from './clusterKind';
import type { ClusterContext } from './ClusterContext';
import type {
  KeptBackup,
  KeptCluster,
  KeptDatabase,
  KeptEndpointSlice,
  KeptObjectStore,
  KeptPooler,
  KeptScheduledBackup,
  KeptService,
  KeptVolumeClaim,
} from './kept';
import type { KeptPod } from './keptPod';
import { cnpgKinds, type KindName } from './kinds';
import { locationOf, placeOf, type Place, refOf } from './names';
import { archiveIn, sharersOf, storeIn } from './sharedArchive';

/** A database with all its parts, as they are in memory. */
export interface FoundDatabase {
  ref: string;
  place: Place;
  /** `<cluster>/<namespace>`. */
  location: string;
  cluster: KeptCluster;
  pods: KeptPod[];
  backups: KeptBackup[];
  scheduledBackups: KeptScheduledBackup[];
  poolers: KeptPooler[];
  databases: KeptDatabase[];
  services: KeptService[];
  endpointSlices: KeptEndpointSlice[];
  volumeClaims: KeptVolumeClaim[];
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
  /** How reading each kind goes: what is not `ok` may be old or missing. */
  statuses: Partial<Record<KindName, KindStatus>>;
}

/** Finds databases in memory. */
export class Lookup {
  constructor(private readonly contexts: ClusterContext[]) {}

  /** @throws NotFoundError where the cluster is not configured. */
  context(ref: string): ClusterContext {
    const { cluster } = placeOf(ref);
    const context = this.contexts.find(({ name }) => name === cluster);
    if (context) return context;
    throw new NotFoundError(
      `There is no Kubernetes cluster '${cluster}' in the configuration`,
    );
  }

  /** @throws NotFoundError */
  get(ref: string): FoundDatabase {
    const found = this.find(ref);
    if (found) return found;
    const { namespace, name, cluster } = placeOf(ref);
    throw new NotFoundError(
      `There is no database '${name}' in namespace '${namespace}' of cluster '${cluster}'`,
    );
  }

  find(ref: string): FoundDatabase | undefined {
    const context = this.context(ref);
    const kept = context.watch.store(clusterKind).get(placeOf(ref));
    return kept && findParts(context, kept);
  }

  /** All databases of one Kubernetes cluster. */
  *all(context: ClusterContext): Generator<FoundDatabase> {
    for (const { value } of context.watch.store(clusterKind).values()) {
      yield findParts(context, value);
    }
  }
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
    statuses: Object.fromEntries(
      Object.entries(cnpgKinds).map(([kindName, kind]) => [
        kindName,
        watch.status(kind as WatchedKind<unknown>),
      ]),
    ),
  };
}

/** A Cluster as an API server just answered it, without parts: nothing else is known yet. */
export function foundAlone(
  clusterName: string,
  object: KubernetesObject,
): FoundDatabase {
  const cluster = clusterKind.slim(object, managedBy(object));
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
