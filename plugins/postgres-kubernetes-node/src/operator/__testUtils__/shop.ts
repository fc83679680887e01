import { z } from 'zod';
import type { KubernetesObject } from '../../cluster';
import { databaseConfigFields, withDefaultSizes } from '../../config';
import type { CachedDatabaseObject } from '../../model';
import { postgresLine } from '../../logs';
import { recordToAnnotations, type DatabaseRecord } from '../../model/record';
import { phaseIn } from '../../observe/phaseIn';
import { databaseKind, partKind } from '../kinds';
import { modelOf } from '../model';
import type { CachedChild, OperatorSnapshot } from '../OperatorReport';
import type { OperatorRules } from '../OperatorRules';

interface Status {
  phase?: string;
  primary?: string;
  login?: string;
  extensions?: string[];
}

/** A cached database of a fictional operator. */
export type Shop = OperatorSnapshot<
  CachedDatabaseObject & { size: number; status: Status },
  CachedChild & { phase?: string }
>;

const resource = (plural: string, kind: string) => ({
  group: 'example.com',
  version: 'v1',
  plural,
  kind,
});
export const resources = {
  shops: resource('shops', 'Shop'),
  backups: resource('shopbackups', 'ShopBackup'),
};

export const labels = {
  cluster: 'example.com/shop',
  instance: 'example.com/instance',
};

const STATES = { Done: 'finished', Failed: 'failed' } as const;

/** The rules of that operator. */
export const shopRules: OperatorRules<Shop> = {
  id: 'shop',
  title: 'Shop',
  kind: databaseKind(resources.shops, ({ spec, status }) => ({
    size: (spec as { size: number }).size,
    status: (status ?? {}) as Status,
  })),
  labels,
  names: {
    pattern: '^[a-z-]+$',
    maxLength: 20,
    rule: 'must be at most 20 lowercase letters',
    roleProblem: () => undefined,
  },
  options: z.strictObject({ initSqlAsOwner: z.string().optional() }),
  specOf: ({ spec }) => ({
    version: spec.version,
    size: spec.instances,
    storage: spec.storage,
    extensions: spec.extensions,
  }),
  fields: { 'spec.size': 'instances' },
  specFromLive: ({ spec }) => {
    const { storage, size } = spec as { storage?: string; size?: number };
    return { storage, instances: size };
  },
  loginVersionOf: ({ status }) => status.login,
  logs: { container: 'postgres', parse: postgresLine },
  evidence: {
    usable: ['readiness'],
    safe: ['backup'],
    recoveryWindow: [],
    archiving: [],
    instance: ['readiness'],
  },
  reportOf: ({ cluster: { name, size, status } }) => ({
    phase: status.phase,
    phaseMeaning: phaseIn({ Up: { type: 'healthy' } }, status.phase),
    desired: size,
    primary: status.primary,
    services: { readWrite: `${name}-rw`, readOnly: `${name}-ro` },
    database: name,
    user: name,
    serverVersion: '18.1',
    loginSecret: `${name}-login`,
    authority: `${name}-ca`,
    extensions: status.extensions ?? [],
    restored: false,
    lagBytes: { 'orders-1': 42 },
  }),
  backups: {
    kind: partKind(resources.backups, ({ spec, status }) => ({
      cluster: (spec as { shop: string }).shop,
      phase: (status as { phase?: string } | undefined)?.phase,
    })),
    method: {
      id: 'shop',
      title: { id: 'shop.backup', text: 'Backup by Shop' },
    },
    backupOf: ({ name, createdAt, phase }) => {
      const status = Object.hasOwn(STATES, phase ?? '')
        ? STATES[phase as keyof typeof STATES]
        : 'running';
      return {
        id: name,
        method: 'shop',
        scope: 'server',
        status,
        startedAt: createdAt,
        ...(status === 'finished' && { finishedAt: createdAt }),
      };
    },
    requestOf: ({ cluster }) => ({ shop: cluster.name }),
    restoredFrom: ({ id }) => ({ from: id }),
  },
  operations: {},
};

export const model = modelOf(shopRules);

export const config = withDefaultSizes(
  z
    .object(databaseConfigFields)
    .parse({ versions: ['18', '17'], extensions: ['citext', 'hstore'] }),
);

export const binding = {
  resourceRef: 'resource:default/orders',
  entityRefs: ['component:default/orders'],
  owner: 'group:default/shop',
};

/** Creation time of the database. */
export const CREATED = '2026-03-01T10:00:00Z';

/** The object of the database `orders`. */
export function shopObject({
  record,
  status,
  managedBy,
}: {
  record?: Partial<DatabaseRecord>;
  status?: Status;
  managedBy?: Record<string, string>;
} = {}): KubernetesObject {
  return {
    metadata: {
      namespace: 'default',
      name: 'orders',
      uid: 'uid-1',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: CREATED,
      labels: managedBy,
      annotations: recordToAnnotations({
        spec: { storage: '10Gi' },
        binding,
        created: { by: 'user:default/ada' },
        ...record,
      }),
    },
    spec: { version: '18', size: 2, storage: '10Gi' },
    status,
  };
}

/** A snapshot of it with its dependents. */
export function shop(
  given: Parameters<typeof shopObject>[0] = {},
  parts: Partial<Shop> = {},
): Shop {
  return { ...model.withoutParts('test', shopObject(given)), ...parts };
}

/** A pod of it that is ready by default. */
export const podOf = (
  name: string,
  more: Partial<Shop['pods'][number]> = {},
): Shop['pods'][number] => ({
  ...{ namespace: 'default', name, uid: name, resourceVersion: '1' },
  createdAt: CREATED,
  cluster: 'orders',
  instance: name,
  phase: 'Running',
  ready: true,
  readySince: CREATED,
  containers: [],
  ...more,
});

/** The endpoints of the primary's service. */
export const endpoint = (
  service = 'orders-rw',
): Shop['endpointSlices'][number] => ({
  ...{ namespace: 'default', name: service, uid: service },
  resourceVersion: '1',
  createdAt: CREATED,
  cluster: 'orders',
  service,
  readyAddresses: ['10.0.0.1'],
  zones: {},
});

/** A working database: primary and standby, a login, and a service with an endpoint. */
export const up = (
  given: Parameters<typeof shopObject>[0] = {},
  parts: Partial<Shop> = {},
): Shop =>
  shop(
    {
      ...given,
      status: { phase: 'Up', primary: 'orders-0', login: '1', ...given.status },
    },
    {
      pods: [podOf('orders-0'), podOf('orders-1')],
      endpointSlices: [endpoint()],
      ...parts,
    },
  );

/** A backup of it. */
export const backup = (
  name: string,
  more: Partial<Shop['backups'][number]> = {},
): Shop['backups'][number] => ({
  ...{ namespace: 'default', name, uid: name, resourceVersion: '1' },
  createdAt: '2026-03-02T10:00:00.000Z',
  cluster: 'orders',
  phase: 'Done',
  ...more,
});
