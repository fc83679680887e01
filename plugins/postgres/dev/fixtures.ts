import {
  Backups,
  Claim,
  DatabaseOperation,
  databaseOperations,
  databaseOperationSchema,
  DatabaseView,
  Evidence,
  EvidenceSource,
  Health,
  Location,
  Message,
  Section,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { credentials, endpoints } from './connectionFixtures';
import { message } from './messages';

/** A moment so many seconds ago. */
export const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

const MINUTE = 60;
const HOUR = 60 * MINUTE;

function forEachOperation<T>(value: (operation: DatabaseOperation) => T) {
  return Object.fromEntries(
    databaseOperationSchema.options.map(operation => [
      operation,
      value(operation),
    ]),
  ) as Record<DatabaseOperation, T>;
}

const offered: DatabaseOperation[] = [
  'bind',
  'change',
  'remove',
  'rotate-password',
  'backup',
  'reveal-credentials',
];

/** Reasons of the provider for operations that it does not support. */
const unsupported: Partial<Record<DatabaseOperation, Message>> = {
  restore: message('wholeServer'),
  restart: message('stopsEvery'),
  switchover: message('movesEvery'),
  promote: message('movesEvery'),
  hibernate: message('stopsServer'),
  fence: message('servesEvery'),
  'destroy-instance': message('servesEvery'),
};

export const permits = (allowed: boolean) =>
  forEachOperation(operation => {
    const permission = databaseOperations[operation].permission.name;
    return allowed
      ? { allowed, permission }
      : {
          allowed,
          permission,
          reason: message('onlyOwner', { owner: 'group:default/team-orders' }),
          ask: ['group:default/team-orders'],
        };
  });

/** Where something is known from, three seconds ago. */
export const seen = (source: EvidenceSource): Evidence => ({
  source,
  at: ago(3),
});

/** A claim by the list of the archive; `undefined`: unknown. */
export const claimed = (value: boolean | undefined): Claim =>
  value === undefined
    ? { value: null, reason: message('backupsUnread') }
    : { value, ...seen('archive') };

export function databaseView(
  changes: Partial<DatabaseView> = {},
): DatabaseView {
  return {
    ref: 'server:main/orders-db',
    provider: 'server',
    location: 'main',
    name: 'orders-db',
    database: 'orders-db',
    user: 'orders-db',
    status: {
      state: 'working',
      reason: message('accepting'),
      since: ago(26 * HOUR),
    },
    usable: { value: true, ...seen('login') },
    safe: claimed(true),
    serverVersion: '18.4',
    binding: {
      resourceRef: 'resource:default/orders-db',
      entityRefs: ['component:default/orders'],
      owner: 'group:default/team-orders',
    },
    endpoints: endpoints(),
    credentials: credentials(),
    recordVersion: 'seen',
    spec: { connectionLimit: 20, extensions: ['pg_trgm'] },
    operations: forEachOperation(
      (operation): Support =>
        offered.includes(operation)
          ? { supported: true }
          : {
              supported: false,
              reason: unsupported[operation] ?? message('notOffered'),
            },
    ),
    steps: [],
    attention: [],
    summary: {
      instances: { total: 2, working: 2 },
      worstLag: { bytes: 1232, seconds: 0.4 },
      sizeBytes: 7_900_000,
      connections: { used: 3, allowed: 20 },
      recoveryWindow: {
        from: ago(26 * HOUR),
        to: ago(40),
        evidence: seen('archive'),
      },
      lastGoodBackupAt: ago(3 * HOUR),
    },
    created: { at: ago(26 * HOUR), by: 'user:default/ada' },
    observedAt: ago(3),
    revision: '1',
    permits: permits(true),
    ...changes,
  };
}

export function health(changes: Partial<Health> = {}): Health {
  return {
    instances: [
      {
        name: 'main',
        role: 'primary',
        state: 'working',
        reason: message('acceptsWrites'),
        evidence: seen('instance'),
        since: ago(26 * HOUR),
        host: 'pg-main.example.com',
        port: 5432,
        timeline: 1,
      },
      {
        name: 'standby1',
        role: 'standby',
        state: 'working',
        reason: message('streaming'),
        evidence: seen('instance'),
        since: ago(25 * HOUR),
        host: 'pg-standby.example.com',
        port: 5432,
        timeline: 1,
        lag: { replaySeconds: 0.4, replayBytes: 1232 },
        syncState: 'async',
      },
    ],
    slots: [
      {
        name: 'standby1',
        type: 'physical',
        active: true,
        retainedBytes: 1232,
        walStatus: 'reserved',
      },
    ],
    connections: { used: 3, allowed: 20 },
    sizeBytes: 7_900_000,
    forbidden: [],
    ...changes,
  };
}

export function backups(changes: Partial<Backups> = {}): Backups {
  return {
    backups: [
      {
        id: 'base-3',
        method: 'base-backup',
        scope: 'server',
        status: 'finished',
        startedAt: ago(3 * HOUR + 14),
        finishedAt: ago(3 * HOUR),
        sizeBytes: 41_000_000,
        location: '/var/backups/postgresql/base-3',
        verified: { at: ago(3 * HOUR - 5), ok: true },
      },
      {
        id: 'dump-2',
        method: 'dump',
        scope: 'database',
        status: 'failed',
        startedAt: ago(20 * HOUR),
        finishedAt: ago(20 * HOUR - 3),
        error:
          'pg_dump: error: could not open output file: No space left on device',
      },
    ],
    recoveryWindow: {
      from: ago(26 * HOUR),
      to: ago(40),
      evidence: seen('archive'),
    },
    archiving: {
      state: 'working',
      reason: message('archived'),
      evidence: seen('instance'),
      lastArchivedAt: ago(40),
    },
    schedules: [{ description: message('nightly'), nextRunAt: ago(-9 * HOUR) }],
    methods: [
      {
        id: 'base-backup',
        title: message('baseBackup'),
        scope: 'server',
        description: message('baseBackupCopies'),
        supported: true,
      },
      {
        id: 'dump',
        title: message('dump'),
        scope: 'database',
        supported: false,
        reason: message('noPgDump', { version: '18' }),
      },
    ],
    restore: {
      supported: false,
      reason: message('wholeServer'),
    },
    ...changes,
  };
}

/** A section that was read well just now. */
export const ok = <T>(data: T): Section<T> => ({
  status: 'ok',
  checkedAt: ago(2),
  observedAt: ago(2),
  data,
});

export const location: Location = {
  id: 'main',
  title: 'Main server',
  reachable: true,
  extensions: ['citext', 'hstore', 'pg_trgm', 'pgcrypto'],
  maxConnectionLimit: 80,
};
