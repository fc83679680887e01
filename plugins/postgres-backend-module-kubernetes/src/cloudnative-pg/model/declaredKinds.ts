import {
  metaOf,
  ofCluster,
  pick,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CachedDatabaseResource, CachedPooler } from './cachedTypes';
import { resources } from './names';

export const poolerKind: WatchedKind<CachedPooler> = {
  resource: resources.poolers,
  transform: (object, managedBy) => {
    const spec = (object.spec ?? {}) as {
      cluster?: { name?: string };
      type?: CachedPooler['type'];
      instances?: number;
      pgbouncer?: { poolMode?: string; paused?: boolean };
    };
    return {
      ...metaOf(object),
      managedBy,
      cluster: spec.cluster?.name ?? '',
      type: spec.type ?? 'rw',
      instances: spec.instances ?? 1,
      poolMode: spec.pgbouncer?.poolMode,
      paused: spec.pgbouncer?.paused ?? false,
      status: pick(object.status as CachedPooler['status'] | undefined, [
        'phase',
        'phaseReason',
        'instances',
        'error',
      ]),
    };
  },
  ...ofCluster(),
};

export const databaseKind: WatchedKind<CachedDatabaseResource> = {
  resource: resources.databases,
  transform: (object, managedBy) => {
    const spec = (object.spec ?? {}) as {
      cluster?: { name?: string };
      name?: string;
      owner?: string;
      ensure?: string;
      extensions?: Array<{ name: string; ensure?: string }>;
    };
    return {
      ...metaOf(object),
      managedBy,
      generation: object.metadata.generation,
      cluster: spec.cluster?.name ?? '',
      database: spec.name ?? '',
      owner: spec.owner ?? '',
      ensure: spec.ensure ?? 'present',
      extensions: (spec.extensions ?? [])
        .filter(({ ensure }) => ensure !== 'absent')
        .map(({ name }) => name),
      status: pick(
        object.status as CachedDatabaseResource['status'] | undefined,
        ['applied', 'message', 'observedGeneration', 'extensions'],
      ),
    };
  },
  ...ofCluster(),
};
