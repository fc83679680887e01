import {
  coreKinds,
  type WatchedKind,
  ofCluster,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { metaOf, pick } from './clusterKind';
import type {
  Condition,
  KeptDatabase,
  KeptEndpointSlice,
  KeptPooler,
  KeptService,
  KeptVolumeClaim,
} from './kept';
import { labels, resources } from './names';

export const poolerKind: WatchedKind<KeptPooler> = {
  resource: resources.poolers,
  slim: (object, managedBy) => {
    const spec = (object.spec ?? {}) as {
      cluster?: { name?: string };
      type?: KeptPooler['type'];
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
      status: pick(object.status as KeptPooler['status'] | undefined, [
        'phase',
        'phaseReason',
        'instances',
        'error',
      ]),
    };
  },
  ...ofCluster(),
};

export const databaseKind: WatchedKind<KeptDatabase> = {
  resource: resources.databases,
  slim: (object, managedBy) => {
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
      status: pick(object.status as KeptDatabase['status'] | undefined, [
        'applied',
        'message',
        'observedGeneration',
        'extensions',
      ]),
    };
  },
  ...ofCluster(),
};

export const serviceKind: WatchedKind<KeptService> = {
  resource: coreKinds.services,
  labelSelector: labels.cluster,
  slim: object => {
    const own = object.metadata.labels ?? {};
    const { spec, status } = object as {
      spec?: { type?: string; ports?: Array<{ port: number }> };
      status?: {
        loadBalancer?: { ingress?: Array<{ ip?: string; hostname?: string }> };
      };
    };
    const ingress = status?.loadBalancer?.ingress?.[0];
    return {
      ...metaOf(object),
      cluster: own[labels.cluster],
      pooler: own[labels.poolerName],
      type: spec?.type ?? 'ClusterIP',
      port: spec?.ports?.[0]?.port,
      externalAddress: ingress?.hostname ?? ingress?.ip,
    };
  },
  ...ofCluster(),
};

export const endpointSliceKind: WatchedKind<KeptEndpointSlice> = {
  resource: coreKinds.endpointSlices,
  labelSelector: labels.cluster,
  slim: object => {
    const own = object.metadata.labels ?? {};
    const { endpoints } = object as {
      endpoints?: Array<{
        addresses: string[];
        conditions?: { ready?: boolean };
        zone?: string;
        targetRef?: { kind?: string; name?: string };
      }> | null;
    };
    return {
      ...metaOf(object),
      cluster: own[labels.cluster],
      service: own[labels.serviceName] ?? '',
      // Absent means ready (EndpointConditions of discovery.k8s.io/v1).
      readyAddresses: (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses),
      zones: Object.fromEntries(
        (endpoints ?? []).flatMap(({ zone, targetRef }) =>
          zone && targetRef?.kind === 'Pod' && targetRef.name
            ? [[targetRef.name, zone]]
            : [],
        ),
      ),
    };
  },
  ...ofCluster(),
};

export const volumeClaimKind: WatchedKind<KeptVolumeClaim> = {
  resource: coreKinds.persistentVolumeClaims,
  labelSelector: labels.cluster,
  slim: object => {
    const own = object.metadata.labels ?? {};
    const { spec, status } = object as {
      spec?: {
        storageClassName?: string;
        resources?: { requests?: { storage?: string } };
      };
      status?: {
        phase?: string;
        capacity?: { storage?: string };
        conditions?: Condition[];
      };
    };
    return {
      ...metaOf(object),
      cluster: own[labels.cluster],
      instance: own[labels.instanceName],
      role: own[labels.pvcRole],
      requested: spec?.resources?.requests?.storage,
      capacity: status?.capacity?.storage,
      storageClass: spec?.storageClassName,
      phase: status?.phase,
      conditions: status?.conditions ?? [],
    };
  },
  ...ofCluster(),
};
