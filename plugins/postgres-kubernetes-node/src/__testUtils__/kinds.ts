import { coreKinds } from '../cluster/coreKinds';
import {
  objectKey,
  type ObjectMeta,
  type ResourceKind,
} from '../cluster/objects';
import type { WatchedKind } from '../cluster/watch/WatchedKind';

const cnpg = (plural: string, kind: string): ResourceKind => ({
  group: 'postgresql.cnpg.io',
  version: 'v1',
  plural,
  kind,
});

export const cnpgKinds = {
  clusters: cnpg('clusters', 'Cluster'),
  backups: cnpg('backups', 'Backup'),
  databases: cnpg('databases', 'Database'),
  scheduledBackups: cnpg('scheduledbackups', 'ScheduledBackup'),
  poolers: cnpg('poolers', 'Pooler'),
};

/** Caches whole objects, for comparisons in tests. */
export interface CachedObject {
  metadata: ObjectMeta;
  spec?: unknown;
  status?: unknown;
  managedBy?: string;
}

/** A kind of database objects. */
export function watched(resource: ResourceKind): WatchedKind<CachedObject> {
  return {
    resource,
    transform: ({ metadata, spec, status }, managedBy) => ({
      metadata,
      spec,
      status,
      managedBy: managedBy?.tool,
    }),
    affects: (_value, id) => [objectKey(id)],
  };
}

/** Pods of CloudNativePG, indexed by their cluster. */
export const watchedPods: WatchedKind<{ cluster: string }> = {
  resource: coreKinds.pods,
  labelSelector: 'cnpg.io/cluster',
  transform: ({ metadata }) => ({
    cluster: metadata.labels?.['cnpg.io/cluster'] ?? '',
  }),
  indexes: (pod, { namespace }) => ({
    cluster: [`${namespace}/${pod.cluster}`],
  }),
  affects: (pod, { namespace }) => [`${namespace}/${pod.cluster}`],
};

export const clusterManifest = (name: string, instances = 1) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name, namespace: 'default' } as ObjectMeta,
  spec: { instances, storage: { size: '1Gi' } },
});

export const podManifest = (name: string, cluster: string) => ({
  metadata: {
    name,
    namespace: 'default',
    labels: { 'cnpg.io/cluster': cluster },
  },
  spec: { containers: [{ name: 'postgres', image: 'postgres' }] },
});
