import {
  type KindStatus,
  type KubernetesObject,
  type WatchedKind,
  recordToAnnotations,
  type DatabaseRecord,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  archiveOf,
  BARMAN_PLUGIN,
  cnpgKinds,
  snapshotWithoutParts,
  recoveredFrom,
  type CloudNativePgSnapshot,
  type KindName,
} from '../model';

export const NOW = new Date('2026-11-21T12:00:00Z');
const CREATED_AT = '2026-11-21T09:00:00Z';
const NAME = 'orders';
const metadata = (name: string) => ({
  name,
  namespace: 'shop',
  uid: name,
  creationTimestamp: CREATED_AT,
});

function transform<T>(kind: WatchedKind<T>, object: KubernetesObject): T {
  return kind.transform(object);
}

/** Returns the pod of an instance; `status` is merged over that of a ready one. */
export function aPod(
  name: string,
  { status = {}, ...more }: { status?: object; [field: string]: unknown } = {},
) {
  return transform(cnpgKinds.pods, {
    metadata: {
      ...metadata(name),
      labels: {
        'cnpg.io/cluster': NAME,
        'cnpg.io/instanceName': name,
        'cnpg.io/podRole': 'instance',
      },
    },
    spec: {
      nodeName: 'node-a',
      containers: [{ name: 'postgres', command: ['run', '--status-port-tls'] }],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'postgres',
          ready: true,
          restartCount: 2,
          state: { running: { startedAt: CREATED_AT } },
        },
      ],
      ...status,
    },
    ...more,
  });
}

export const notReady = {
  status: { conditions: [{ type: 'Ready', status: 'False' }] },
};

/** Returns a new pod of a Job that creates an instance. */
export function aJobPod(name: string, job: string, status: object) {
  return transform(cnpgKinds.pods, {
    metadata: {
      ...metadata(`${name}-${job}-x`),
      creationTimestamp: NOW.toISOString(),
      labels: {
        'cnpg.io/cluster': NAME,
        'cnpg.io/instanceName': name,
        'cnpg.io/jobRole': job,
      },
    },
    status,
  });
}

/** Returns the EndpointSlice of a Service. */
export function aSlice(service: string, addresses: string[], zone?: string) {
  return transform(cnpgKinds.endpointSlices, {
    metadata: {
      ...metadata(`${service}-x`),
      labels: {
        'cnpg.io/cluster': NAME,
        'kubernetes.io/service-name': service,
      },
    },
    endpoints: addresses.map((address, index) => ({
      addresses: [address],
      conditions: { ready: true },
      zone,
      targetRef: { kind: 'Pod', name: `orders-${index + 1}` },
    })),
  });
}

/** Returns any other part, by its kind. */
export function aPart<K extends KindName>(
  kind: K,
  name: string,
  content: object,
  labels: Record<string, string> = {},
): CloudNativePgSnapshot[Extract<K, keyof CloudNativePgSnapshot>] extends Array<
  infer T
>
  ? T
  : never {
  return (cnpgKinds[kind] as WatchedKind<unknown>).transform({
    metadata: {
      ...metadata(name),
      labels: { 'cnpg.io/cluster': NAME, ...labels },
    },
    ...content,
  }) as never;
}

export const kindStatus = (
  status: KindStatus['status'],
  message?: string,
): KindStatus => ({
  status,
  message,
  since: CREATED_AT,
});

interface Given {
  spec?: object;
  status?: object;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  record?: Partial<DatabaseRecord>;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
}

/** Returns a healthy, bound database with two instances, with the given differences. */
export function createSnapshot(
  {
    spec = {},
    status = {},
    annotations = {},
    labels,
    record = {},
    ...more
  }: Given = {},
  parts: Partial<CloudNativePgSnapshot> = {},
): CloudNativePgSnapshot {
  const binding = {
    resourceRef: 'resource:default/orders',
    entityRefs: ['component:default/orders'],
    owner: 'group:default/shop',
  };
  const withoutParts = snapshotWithoutParts('test', {
    kind: 'Cluster',
    metadata: {
      ...metadata(NAME),
      ...more,
      labels,
      annotations: {
        ...recordToAnnotations({
          spec: {},
          binding,
          created: { by: 'user:default/ada' },
          credentials: { store: 'kubernetes', secretRef: 'test/shop/orders' },
          ...record,
        }),
        ...annotations,
      },
    },
    spec: {
      instances: 2,
      bootstrap: { initdb: { database: 'shop', owner: 'keeper' } },
      storage: { size: '1Gi' },
      ...spec,
    },
    status: {
      phase: 'Cluster in healthy state',
      instances: 2,
      readyInstances: 2,
      currentPrimary: 'orders-1',
      targetPrimary: 'orders-1',
      timelineID: 1,
      instanceNames: ['orders-1', 'orders-2'],
      writeService: 'orders-rw',
      secretsResourceVersion: { applicationSecretVersion: '1' },
      pgDataImageInfo: {
        image: 'ghcr.io/cloudnative-pg/postgresql:17.6-system-trixie',
        majorVersion: 17,
      },
      ...status,
    },
  });
  const storeOf = (name: string) =>
    parts.objectStores?.find(store => store.name === name);
  const backsUpWith = withoutParts.cluster.spec.plugins?.some(
    ({ name }) => name === BARMAN_PLUGIN,
  )
    ? {}
    : undefined;
  return {
    ...withoutParts,
    archive: archiveOf(withoutParts.cluster, storeOf),
    recoveredFrom: recoveredFrom(
      withoutParts.cluster,
      parts.backups ?? [],
      storeOf,
    ),
    pods: ['orders-1', 'orders-2'].map(name => ({
      ...aPod(name),
      backsUpWith,
    })),
    endpointSlices: [
      aSlice('orders-rw', ['10.0.0.1']),
      aSlice('orders-ro', ['10.0.0.2']),
    ],
    ...parts,
  };
}
