import type { StoreLookup } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  archiveOf,
  BY_SERVER_NAME,
  skipsArchiving,
  type Archive,
} from './archive';
import { objectStoreKind } from './backupKinds';
import { clusterKind } from './clusterKind';
import type { KeptCluster } from './kept';

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
