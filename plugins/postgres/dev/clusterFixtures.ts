import {
  Backups,
  databaseOperationSchema,
  DatabaseView,
  Health,
  InstanceHealth,
  OfferedChanges,
  Operations,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { ago, backups, databaseView, location, ok, seen } from './fixtures';
import { message } from './messages';
import type { Scenario } from './scenarios';

const HOUR = 3600;

const everything = () =>
  Object.fromEntries(
    databaseOperationSchema.options.map(operation => [
      operation,
      { supported: true },
    ]),
  ) as Operations;

/** What the two providers of the fixtures offer. */
export const providers = (): ProviderDescription[] => [
  {
    id: 'server',
    title: 'PostgreSQL servers',
    locations: [location],
    name: { pattern: '.*', maxLength: 63, rule: 'any' },
    fields: ['extensions', 'connectionLimit', 'protected'],
    optionsSchema: {},
    operations: databaseView().operations,
  },
  {
    id: 'cloudnative-pg',
    title: 'CloudNativePG',
    locations: [
      {
        id: 'prod-eu/team-orders',
        title: 'team-orders on prod-eu',
        reachable: true,
        extensions: ['pg_trgm', 'vector'],
        versions: ['18', '17.6', '17', '16'],
      },
    ],
    name: {
      pattern: '^[a-z]([a-z0-9-]*[a-z0-9])?$',
      maxLength: 50,
      rule: 'must be at most 50 lower-case letters, digits and -',
    },
    fields: [
      'version',
      'instances',
      'storage',
      'extensions',
      'protected',
      'roles',
      'databases',
    ],
    optionsSchema: { properties: { image: {} } },
    operations: everything(),
  },
];

/** What an upgrade to another major version needs, and has but for its backup. */
export const upgradeNeeds = (hasBackup: boolean): OfferedChanges => ({
  upgrade: {
    supported: true,
    needs: [
      { what: message('notFenced'), met: true },
      { what: message('allReady', { count: 3 }), met: true },
      {
        what: hasBackup
          ? message('backupFinished', { version: '17' })
          : message('noBackupFinished', { version: '17' }),
        met: hasBackup,
      },
    ],
  },
});

/** A database of an operator, which offers all that there is. */
export const clusterView = (
  changes: Partial<DatabaseView> = {},
): DatabaseView =>
  databaseView({
    ref: 'cloudnative-pg:prod-eu/team-orders/orders',
    provider: 'cloudnative-pg',
    location: 'prod-eu/team-orders',
    name: 'orders',
    database: 'orders',
    user: 'orders',
    operations: everything(),
    changes: upgradeNeeds(true),
    serverVersion: '17.5',
    spec: {
      version: '17',
      instances: 3,
      storage: '20Gi',
      roles: [{ name: 'reporting', inRoles: ['readers'] }],
      databases: [{ name: 'reports', owner: 'reporting' }],
    },
    created: { at: ago(26 * HOUR), by: 'plugin:demo' },
    ...changes,
  });

const instance = (
  number: number,
  role: InstanceHealth['role'],
  changes: Partial<InstanceHealth> = {},
): InstanceHealth =>
  ({
    name: `orders-${number}`,
    role,
    state: 'working',
    reason:
      role === 'primary' ? message('acceptsWrites') : message('streaming'),
    evidence: seen('instance'),
    timeline: 4,
    node: `worker-${number}`,
    zone: `eu-west-1${'abc'[number - 1]}`,
    restarts: number - 1,
    host: `10.244.0.${number + 10}`,
    port: 5432,
    ...(role === 'standby' && {
      lag: { replaySeconds: 0.0008 * number, replayBytes: 0 },
      syncState: 'async',
    }),
    ...changes,
  } as InstanceHealth);

export const clusterHealth = (
  changes: Partial<Health> = {},
  primary = 'orders-1',
): Health => ({
  instances: [1, 2, 3].map(number =>
    instance(number, primary === `orders-${number}` ? 'primary' : 'standby'),
  ),
  slots: [],
  connections: { used: 7, allowed: 97 },
  sizeBytes: 310_000_000,
  parts: [
    {
      kind: 'service',
      name: 'orders-rw',
      state: 'working',
      reason: message('serviceUp'),
    },
    {
      kind: 'service',
      name: 'orders-ro',
      state: 'attention',
      reason: message('serviceDown'),
    },
    {
      kind: 'pooler',
      name: 'orders-pgbouncer',
      state: 'changing',
      reason: message('poolerReady', { ready: 1, count: 2 }),
    },
    ...[1, 2, 3].map(number => ({
      kind: 'volume' as const,
      name: `orders-${number}`,
      state: 'working' as const,
      reason: message('bound'),
      sizeBytes: 20 * 2 ** 30,
    })),
    {
      kind: 'certificate',
      name: 'orders-server',
      state: 'attention',
      reason: message('expiresSoon', { days: 6 }),
      expiresAt: ago(-6 * 24 * HOUR),
    },
    {
      kind: 'role',
      name: 'reporting',
      state: 'attention',
      reason: message('noRole', { role: 'readers' }),
    },
    {
      kind: 'database',
      name: 'reports',
      state: 'unknown',
      reason: message('notReconciled'),
    },
  ],
  forbidden: [],
  ...changes,
});

export const clusterBackups = (changes: Partial<Backups> = {}): Backups =>
  backups({
    backups: [
      {
        id: 'orders-20261120',
        method: 'plugin',
        scope: 'server',
        status: 'finished',
        startedAt: ago(9 * HOUR + 40),
        finishedAt: ago(9 * HOUR),
        sizeBytes: 61_000_000,
      },
    ],
    methods: [
      {
        id: 'plugin',
        title: message('barmanCloud'),
        scope: 'database',
        supported: true,
      },
    ],
    schedules: [{ description: message('daily'), nextRunAt: ago(-HOUR) }],
    restore: { supported: true },
    ...changes,
  });

/** A cluster whose operations have an effect, so that the page is seen to follow. */
export function clusterScenario(
  changes: Partial<DatabaseView> = {},
): Scenario & { api: NonNullable<Scenario['api']> } {
  let primary = 'orders-1';
  let view = clusterView(changes);
  const change = async (next: Partial<DatabaseView>) => {
    view = { ...view, ...next, observedAt: ago(0), revision: `${Date.now()}` };
    return view;
  };
  return {
    databases: [view],
    api: {
      getDatabase: async (_, wait) => {
        const until = Date.now() + (wait?.waitSeconds ?? 0) * 1000;
        while (wait && wait.after === view.revision && Date.now() < until) {
          await new Promise(resolve => setTimeout(resolve, 200));
        }
        return view;
      },
      getHealth: async () => ok(clusterHealth({}, primary)),
      getBackups: async () => ok(clusterBackups()),
      changeDatabase: async (_, { options, ...spec }) =>
        change({
          spec: {
            ...view.spec,
            ...spec,
            options: { ...view.spec.options, ...options },
          },
        }),
      bindDatabase: async (_, { add = [], owner }) =>
        change({
          binding: view.binding && {
            ...view.binding,
            entityRefs: [...view.binding.entityRefs, ...add],
            owner: owner ?? view.binding.owner,
          },
        }),
      switchoverDatabase: async (_, { instance: target = 'orders-2' }) => {
        primary = target;
        return change({});
      },
      promoteDatabase: async (_, { instance: target }) => {
        primary = target;
        return change({});
      },
      restartDatabase: async () => change({}),
      hibernateDatabase: async (_, { wake = false }) =>
        change({ hibernated: !wake }),
      fenceDatabase: async (_, { instances, lift }) =>
        change({ fenced: lift ? [] : instances }),
      deleteBackup: async () => change({}),
      destroyInstance: async () => change({}),
      restoreDatabase: async (_, { name }) =>
        clusterView({
          ref: `cloudnative-pg:prod-eu/team-orders/${name}`,
          name,
        }),
    },
  };
}
