import {
  changeDatabaseSchema,
  createBackupSchema,
  createDatabaseSchema,
  databaseSpecSchema,
  fenceDatabaseSchema,
  hibernateDatabaseSchema,
  removeDatabaseSchema,
  destroyInstanceSchema,
  restartDatabaseSchema,
  restoreDatabaseSchema,
  switchoverDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  coreKinds,
  recordToAnnotations,
  removeDatabase,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import * as operate from './operate';
import * as write from './write';
import { WritesOnly, type Stored } from './__testUtils__/WritesOnly';
import { bindCluster, changeCluster } from './__testUtils__/writeCluster';
import {
  BARMAN_SIDECAR,
  clusterKind,
  findParts,
  initSqlOf,
  resources,
  type ClusterContext,
} from './model';
import { initSqlJob } from './operate/initSqlJob';

/**
 * A field that changes nothing and is not refused would be ignored silently. Each
 * row runs an operation with a field and without it, on a database with each kind
 * of backup: the writes must differ, or the request with the field is refused.
 */

const HOUR = 3_600_000;
const now = Date.now();
const at = (hoursAgo: number) => new Date(now - hoursAgo * HOUR).toISOString();
const actor = { actor: 'user:default/ada' };
const ref = 'cloudnative-pg:test/default/orders';
const binding = {
  resourceRef: 'resource:default/orders',
  entityRefs: ['component:default/orders'],
  owner: 'group:default/shop',
};
const s3 = (destinationPath: string) => ({
  destinationPath,
  s3Credentials: { inheritFromIAMRole: true },
});
const metadata = (name: string, more = {}) => ({
  name,
  namespace: 'default',
  uid: name,
  resourceVersion: '1',
  creationTimestamp: at(100),
  ...more,
});

const BARMAN = 'barman-cloud.cloudnative-pg.io';
const plugin = (name: string, parameters: object) => ({
  plugins: [{ name, isWALArchiver: true, enabled: true, parameters }],
});
const snapshots = { volumeSnapshot: { className: 'csi' } };

/** The spec of a Cluster, and the method of its two backups, by the kind of backup. */
const kinds: Record<
  string,
  {
    spec: object;
    method: string;
    plugin?: string;
    /** Operations that are refused, whatever the fields. */
    refuses?: string[];
  }
> = {
  'Barman Cloud plugin': {
    spec: plugin(BARMAN, { barmanObjectName: 'store' }),
    method: 'plugin',
    plugin: BARMAN,
  },
  'unknown plugin': {
    spec: plugin('pgbackrest.example.com', { stanzaRef: 'shop' }),
    method: 'plugin',
    plugin: 'pgbackrest.example.com',
    refuses: ['restore', 'restore of a backup', 'restore of a moment'],
  },
  'in-tree Barman': {
    spec: { backup: { barmanObjectStore: s3('s3://in-tree/db') } },
    method: 'barmanObjectStore',
  },
  'volume snapshots': {
    spec: { backup: snapshots },
    method: 'volumeSnapshot',
    refuses: ['restore of a moment'],
  },
  'volume snapshots and in-tree Barman': {
    spec: {
      backup: { ...snapshots, barmanObjectStore: s3('s3://in-tree/db') },
    },
    method: 'volumeSnapshot',
  },
  'volume snapshots and Barman Cloud plugin': {
    spec: {
      backup: snapshots,
      ...plugin(BARMAN, { barmanObjectName: 'store' }),
    },
    method: 'volumeSnapshot',
  },
  'in-tree backups from before a migration': {
    spec: plugin(BARMAN, { barmanObjectName: 'store' }),
    method: 'barmanObjectStore',
    refuses: ['restore of a moment'],
  },
};

function backup(
  name: string,
  hoursAgo: number,
  { method, plugin: by }: (typeof kinds)[string],
): Stored {
  return [
    resources.backups,
    {
      metadata: metadata(name),
      spec: {
        cluster: { name: 'orders' },
        method,
        ...(by && { pluginConfiguration: { name: by } }),
      },
      status: {
        phase: 'completed',
        majorVersion: 17,
        startedAt: at(hoursAgo + 0.1),
        stoppedAt: at(hoursAgo),
        ...(method === 'barmanObjectStore' && {
          ...s3('s3://in-tree/db'),
          serverName: 'orders',
        }),
        ...(method === 'volumeSnapshot'
          ? {
              snapshotBackupStatus: {
                elements: [{ name: `${name}-snapshot`, type: 'PG_DATA' }],
              },
            }
          : { backupId: `id-${name}` }),
      },
    },
  ];
}

function instance(name: string, primary: boolean, spec: object): Stored[] {
  const labels = {
    'cnpg.io/cluster': 'orders',
    'cnpg.io/instanceName': name,
    'cnpg.io/podRole': 'instance',
    'cnpg.io/instanceRole': primary ? 'primary' : 'replica',
  };
  return [
    [
      coreKinds.pods,
      {
        metadata: metadata(name, { labels }),
        spec: {
          containers: [
            { name: 'postgres' },
            ...('plugins' in spec ? [{ name: BARMAN_SIDECAR }] : []),
          ],
        },
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [
            {
              name: 'postgres',
              ready: true,
              restartCount: 0,
              state: { running: {} },
            },
          ],
        },
      },
    ],
    [
      coreKinds.persistentVolumeClaims,
      { metadata: metadata(name, { labels }), spec: {}, status: {} },
    ],
  ];
}

/** Three instances, the first being the primary, and backups 48 and 24 hours old. */
function clusterWith(
  kind: (typeof kinds)[string],
  { record = {}, annotations = {} } = {},
) {
  const names = ['orders-1', 'orders-2', 'orders-3'];
  const objects: Stored[] = [
    [
      resources.clusters,
      {
        kind: 'Cluster',
        metadata: metadata('orders', {
          annotations: {
            ...recordToAnnotations({
              spec: { version: '17' },
              binding,
              ...record,
            }),
            ...annotations,
          },
        }),
        spec: {
          instances: 3,
          storage: { size: '1Gi' },
          imageName: 'example.com/pg:17.6',
          bootstrap: { initdb: { database: 'orders', owner: 'orders' } },
          ...kind.spec,
        },
        status: {
          phase: 'Cluster in healthy state',
          instances: 3,
          readyInstances: 3,
          currentPrimary: 'orders-1',
          targetPrimary: 'orders-1',
          instanceNames: names,
          timelineID: 1,
          image: 'example.com/pg:17.6',
          pgDataImageInfo: { image: 'example.com/pg:17.6', majorVersion: 17 },
          firstRecoverabilityPoint: at(48),
          lastSuccessfulBackup: at(24),
          conditions: [
            { type: 'Ready', status: 'True', lastTransitionTime: at(99) },
            {
              type: 'ContinuousArchiving',
              status: 'True',
              lastTransitionTime: at(99),
            },
          ],
        },
      },
    ],
    [
      resources.objectStores,
      {
        metadata: metadata('store'),
        spec: { configuration: s3('s3://plugin/db') },
        status: {
          serverRecoveryWindow: {
            orders:
              kind.method === 'plugin'
                ? {
                    firstRecoverabilityPoint: at(48),
                    lastSuccessfulBackupTime: at(24),
                  }
                : {},
          },
        },
      },
    ],
    backup('b1', 48, kind),
    backup('b2', 24, kind),
    ...names.flatMap(name => instance(name, name === 'orders-1', kind.spec)),
  ];
  const lsn = { flushLsn: '0/7000000', replayLsn: '0/7000000' };
  const primary = {
    isPrimary: true,
    timeLineID: 1,
    systemID: '1',
    currentLsn: '0/7000000',
    currentWAL: '000000010000000000000007',
    lastArchivedWAL: '000000010000000000000006',
    lastArchivedWALTime: at(0.01),
    readyWalFiles: 0,
    replicationInfo: names.slice(1).map(applicationName => ({
      applicationName,
      state: 'streaming',
      ...lsn,
    })),
  };
  const standby = {
    isPrimary: false,
    timeLineID: 1,
    systemID: '1',
    isWalReceiverActive: true,
    receivedLsn: '0/7000000',
    replayLsn: '0/7000000',
  };
  return new WritesOnly(objects, name =>
    name === 'orders-1' ? primary : standby,
  );
}

/** Returns the writes, without values that depend on the time, or the error. */
async function outcomeOf(
  cluster: WritesOnly,
  act: (context: ClusterContext) => Promise<unknown>,
): Promise<string> {
  try {
    await act(cluster.context);
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
  return (
    JSON.stringify(cluster.written)
      // The record of the request does not prove that it was applied.
      .replace(/"pgstage\.io\/(restored|spec-hash)":"(?:[^"\\]|\\.)*",?/g, '')
      .replace(/(copy|orders)-[0-9a-z]{8}\b/g, '$1-new')
      .replace(/"20\d\d-[^"]*Z"/g, time =>
        Math.abs(Date.parse(JSON.parse(time)) - Date.now()) < HOUR / 2
          ? '"now"'
          : time,
      )
  );
}

type Act = (context: ClusterContext, request: any) => Promise<unknown>;
interface Operation {
  act: Act;
  schema: { shape: object };
  /** Fields that are always required. */
  base?: object;
  /** Values by field; each is compared with the base without that field. */
  fields: Record<string, object[]>;
  on?: Parameters<typeof clusterWith>[1];
}

const operations: Record<string, Operation> = {
  restore: {
    act: (context, request) => operate.restore(context, ref, request, actor),
    schema: restoreDatabaseSchema,
    base: { name: 'copy', binding },
    fields: {
      name: [{ name: 'copy-2' }],
      // The backend derives the binding from these.
      entityRef: [{ binding: { ...binding, entityRefs: ['component:a/b'] } }],
      owner: [{ binding: { ...binding, owner: 'group:a/b' } }],
      resourceName: [{ binding: { ...binding, resourceRef: 'resource:a/b' } }],
      taskId: [{ taskId: 'task' }],
      backup: [{ backup: 'b1' }, { backup: 'none' }],
      targetTime: [{ targetTime: at(12) }, { targetTime: at(36) }],
    },
  },
  'restore of a backup': {
    act: (context, request) => operate.restore(context, ref, request, actor),
    schema: restoreDatabaseSchema,
    base: { name: 'copy', binding, backup: 'b1' },
    fields: { targetTime: [{ targetTime: at(12) }, { targetTime: at(60) }] },
  },
  'restore of a moment': {
    act: (context, request) => operate.restore(context, ref, request, actor),
    schema: restoreDatabaseSchema,
    base: { name: 'copy', binding, targetTime: at(12) },
    fields: { backup: [{ backup: 'b1' }, { backup: 'none' }] },
  },
  backup: {
    act: (context, request) =>
      operate.createBackup(context, ref, request, actor),
    schema: createBackupSchema,
    fields: { method: [{ method: 'none' }] },
  },
  restart: {
    act: (context, request) => operate.restart(context, ref, request, actor),
    schema: restartDatabaseSchema,
    fields: {
      instance: [
        { instance: 'orders-1' },
        { instance: 'orders-2' },
        { instance: 'x' },
      ],
      reload: [{ reload: true }],
    },
  },
  switchover: {
    act: (context, request) => operate.switchover(context, ref, request, actor),
    schema: switchoverDatabaseSchema,
    fields: { instance: [{ instance: 'orders-3' }, { instance: 'x' }] },
  },
  hibernate: {
    act: (context, request) => operate.hibernate(context, ref, request, actor),
    schema: hibernateDatabaseSchema,
    fields: { wake: [{ wake: true }] },
  },
  fence: {
    act: (context, request) => operate.fence(context, ref, request, actor),
    schema: fenceDatabaseSchema,
    fields: {
      instances: [{ instances: ['orders-2'] }, { instances: ['x'] }],
      lift: [{ lift: true }],
    },
    on: { annotations: { 'cnpg.io/fencedInstances': '["orders-3"]' } },
  },
  'destroy-instance': {
    act: (context, request) =>
      operate.destroyInstance(context, ref, request, actor),
    schema: destroyInstanceSchema,
    base: { instance: 'orders-2' },
    fields: { instance: [{ instance: 'orders-3' }, { instance: 'x' }] },
  },
  remove: {
    act: (context, request) =>
      removeDatabase(write.orphans, context, ref, request, actor),
    schema: removeDatabaseSchema,
    fields: { force: [{ force: true }] },
    on: { record: { spec: { protected: true } } },
  },
  change: {
    act: (context, request) => changeCluster(context, ref, request, actor),
    schema: changeDatabaseSchema as unknown as Operation['schema'],
    base: { connectionLimit: 7 },
    fields: {
      version: [{ version: '18' }, { version: '16' }],
      size: [{ size: 'large' }],
      instances: [{ instances: 2 }],
      storage: [{ storage: '2Gi' }, { storage: '1Mi' }],
      extensions: [{ extensions: ['citext'] }],
      connectionLimit: [{ connectionLimit: 8 }],
      protected: [{ protected: true }],
      roles: [{ roles: [{ name: 'reader' }] }],
      databases: [{ databases: [{ name: 'more' }] }],
      options: [{ options: { pooler: {} } }, { options: { wrong: 1 } }],
    },
  },
  bind: {
    act: (context, { adopt, ...to }) =>
      bindCluster(context, ref, to, { ...actor, adopt }),
    schema: {
      shape: { resourceRef: 0, entityRefs: 0, owner: 0, entityUids: 0 },
    },
    base: binding,
    fields: {
      resourceRef: [{ resourceRef: 'resource:a/b' }],
      entityRefs: [{ entityRefs: ['component:a/b'] }],
      owner: [{ owner: 'group:a/b' }],
      entityUids: [{ entityUids: { 'component:default/orders': 'uid' } }],
    },
  },
};

describe.each(Object.entries(kinds))('with %s', (title, kind) => {
  const rows = Object.entries(operations).flatMap(([name, operation]) =>
    Object.entries(operation.fields).flatMap(([field, values]) =>
      values.map((value): [string, string, Operation] => [
        name,
        JSON.stringify(value).replace(/20\d\d-[^"]*Z/, `${field}…`),
        { ...operation, fields: { [field]: [value] } },
      ]),
    ),
  );
  it.each(rows)(
    '%s applies or refuses %s',
    async (name, _, { act, base, fields, on }) => {
      const offered = !kind.refuses?.includes(name);
      const [[more]] = Object.values(fields);
      const [without, withField] = await Promise.all(
        [base ?? {}, { ...base, ...more }].map(request =>
          outcomeOf(clusterWith(kind, on), context => act(context, request)),
        ),
      );
      // Removal is refused because the database is protected.
      const isDone = offered && name !== 'remove';
      expect(without).toMatch(isDone ? /^\[/ : /^refused/);
      expect(!offered || withField !== without).toBe(true);
    },
  );

  it('does not archive into the folder of the source', async () => {
    const cluster = clusterWith(kind);
    for (const more of [{}, { backup: 'b1' }, { targetTime: at(12) }]) {
      await outcomeOf(cluster, context =>
        operate.restore(
          context,
          ref,
          { name: 'copy', binding, ...more },
          actor,
        ),
      );
    }
    for (const [, plural, object] of cluster.written as Array<
      [string, string, any]
    >) {
      if (plural !== 'clusters') continue;
      const { plugins = [], backup: { barmanObjectStore } = {} as any } =
        object.spec;
      const folders = [
        ...plugins.map((each: any) => each.parameters?.serverName),
        ...(barmanObjectStore ? [barmanObjectStore.serverName] : []),
      ];
      folders.forEach(folder => expect(folder).toMatch(/^copy-/));
    }
    const restores = cluster.written.length > 0;
    expect([title, restores]).toEqual([title, title !== 'unknown plugin']);
  });
});

it.each([
  ['unknown plugin', "the plugin 'pgbackrest.example.com'"],
  ['in-tree Barman', 'the operator itself'],
])('adds no second archive to that of the %s', async (title, who) => {
  const cluster = clusterWith(kinds[title], { record: { adopted: true } });
  const target = { type: 's3', path: 's3://ours' };
  await expect(
    changeCluster(
      cluster.context,
      ref,
      { options: { backup: { target } } },
      actor,
    ),
  ).rejects.toThrow(
    `options.backup must be omitted: ${who} already archives WAL`,
  );
  expect(cluster.written).toEqual([]);
});

it('has a row for every field', () => {
  for (const [, { schema, fields }] of Object.entries(operations).filter(
    ([name]) => !name.includes(' of '),
  )) {
    expect(Object.keys(fields).sort()).toEqual(
      Object.keys(schema.shape).sort(),
    );
  }
});

describe('create', () => {
  /** Manifests without the record, which only repeats the request. */
  const manifests = (more: object) => {
    const { context } = new WritesOnly([], undefined, {
      namespaces: ['default', 'other'],
      customImages: ['example.com/', 'bouncer'],
      storageClasses: ['fast'],
      priorityClasses: ['high'],
      labels: ['team'],
      annotations: ['cost'],
      backupTargets: { main: { type: 's3', path: 's3://main' } },
    });
    const request = {
      provider: 'cloudnative-pg',
      location: 'test/default',
      name: 'orders',
      binding,
      ...more,
    } as ProvisionDatabase;
    const { files } = write.render(write.planOf(context.config, request));
    return JSON.stringify(files).replace(
      / +pgstage.io\/spec(-hash)?: .*?\\n/g,
      '',
    );
  };
  const plain = {
    version: '16',
    size: 'medium',
    instances: 3,
    storage: '7Gi',
    database: 'other',
    user: 'other',
    extensions: ['citext'],
    connectionLimit: 5,
    roles: [{ name: 'reader' }],
    databases: [{ name: 'more' }],
  };
  it.each(
    Object.entries({ ...plain, location: 'test/other', name: 'another' }),
  )('heeds %s', (field, value) => {
    expect(manifests({ [field]: value })).not.toBe(manifests({}));
  });

  it.each([
    ['roles', 'login', false],
    ['roles', 'createdb', true],
    ['roles', 'inRoles', ['orders']],
    ['roles', 'connectionLimit', 3],
    ['roles', 'passwordSecret', 'own'],
    ['databases', 'extensions', ['citext']],
    ['databases', 'owner', 'reader'],
  ])('heeds %s.0.%s', (field, key, value) => {
    const base = { roles: plain.roles, databases: plain.databases };
    const name = field === 'roles' ? 'reader' : 'more';
    const requested = { ...base, [field]: [{ name, [key]: value }] };
    expect(manifests(requested)).not.toBe(manifests(base));
  });

  it('has a row for every field', () => {
    const otherTargets = [
      // Covered by remove, and by a separate test.
      'protected',
      // Covered below.
      'options',
    ];
    expect([...Object.keys(plain), ...otherTargets].sort()).toEqual(
      Object.keys(databaseSpecSchema.shape).sort(),
    );
    expect(Object.keys(createDatabaseSchema.shape)).toEqual(
      expect.arrayContaining(Object.keys(plain)),
    );
  });

  it('runs SQL as owner in a Job, and refuses it if the Job cannot be recorded', async () => {
    const sql = 'SELECT 1';
    expect(() => manifests({ options: { initSqlAsOwner: sql } })).toThrow(
      /^options.initSqlAsOwner must be omitted: .* GitOps/,
    );
    const { context } = clusterWith(kinds['in-tree Barman'], {
      record: {
        created: { by: 'user:default/ada' },
        spec: { version: '17', options: { initSqlAsOwner: sql } },
      },
    });
    const cached = context.watch.store(clusterKind).get({
      namespace: 'default',
      name: 'orders',
    })!;
    const job = await initSqlJob(
      context,
      findParts(context, cached),
      initSqlOf(cached)!,
    );
    expect(job.files).toMatchObject({ 'init.sql': sql });
  });

  const secret = { secret: 'own' };
  it.each<[string, unknown, object?]>([
    ['image', 'example.com/pg:18'],
    ['imageCatalog', { kind: 'ImageCatalog', name: 'own' }],
    ['imagePullSecrets', ['own']],
    ['storageClass', 'fast'],
    ['walStorage.size', '2Gi', { walStorage: { size: '1Gi' } }],
    ['walStorage.storageClass', 'fast', { walStorage: { size: '1Gi' } }],
    ['resources.requests.cpu', '50m'],
    ['resources.requests.memory', '10Mi'],
    ['resources.limits.cpu', '3'],
    ['resources.limits.memory', '9Gi'],
    ['affinity.antiAffinity', 'required'],
    ['affinity.topologyKey', 'zone'],
    ['affinity.nodeSelector', { disk: 'ssd' }],
    ['affinity.tolerations', [{ operator: 'Exists' }]],
    ['priorityClass', 'high'],
    ['labels', { team: 'a' }],
    ['annotations', { cost: 'a' }],
    ['parameters', { work_mem: '8MB' }],
    ['pgHba', ['host all all all reject']],
    ['initSql', 'SELECT 1'],
    ['initSqlConfigMap', { name: 'own', key: 'x' }],
    ['pooler', {}],
    ['pooler.mode', 'transaction', { pooler: {} }],
    ['pooler.instances', 2, { pooler: {} }],
    ['pooler.type', 'ro', { pooler: {} }],
    ['pooler.maxClientConnections', 9, { pooler: {} }],
    ['pooler.defaultPoolSize', 9, { pooler: {} }],
    ['pooler.image', 'bouncer', { pooler: {} }],
    ['synchronous', { number: 1 }],
    ['synchronous.method', 'first', { synchronous: { number: 1 } }],
    ['synchronous.durability', 'preferred', { synchronous: { number: 1 } }],
    ['monitoring', true],
    ['tls.only', true],
    ['tls.serverCaSecret', 'own'],
    ['tls.serverSecret', 'own', { tls: { serverCaSecret: 'own' } }],
    ['tls.clientCaSecret', 'own'],
    ['tls.replicationSecret', 'own', { tls: { clientCaSecret: 'own' } }],
    ['tls.altDnsNames', ['a.example.com']],
    ['backup', { target: 'main' }],
    ['backup.schedule', 'hourly', { backup: { target: 'main' } }],
    ['backup.retention', '3d', { backup: { target: 'main' } }],
    ['backup.folder', 'own', { backup: { target: 'main' } }],
    ['backup.enabled', false, { backup: { target: 'main' } }],
    ...(
      [
        { type: 's3', path: 's3://a', region: 'eu' },
        { type: 's3', path: 's3://a', endpoint: 'https://a', ca: secret },
        {
          type: 's3',
          path: 's3://a',
          endpoint: 'https://a',
          credentials: secret,
        },
        { type: 'gcs', path: 'gs://a', credentials: secret },
        { type: 'azure', path: 'https://a/b' },
        { type: 'volumeSnapshot', className: 'csi', walClassName: 'csi' },
      ] as object[]
    ).map((target): [string, unknown, object] => [
      'backup.target',
      target,
      { backup: { target: 'main' } },
    ]),
  ])('heeds options.%s', (path, value, base = {}) => {
    const spec = { instances: 3, options: structuredClone(base) };
    const requested = structuredClone(spec) as any;
    const keys = path.split('.');
    const last = keys.pop()!;
    const parent = keys.reduce(
      (at_, key) => (at_[key] ??= {}),
      requested.options,
    );
    parent[last] = value;
    expect(manifests(requested)).not.toBe(manifests(spec));
  });
});
