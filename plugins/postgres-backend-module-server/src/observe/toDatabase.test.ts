import { databaseSchema } from '@pgstage/backstage-plugin-postgres-common';
import type {
  SenderFacts,
  ServerFacts,
  StandbyProbe,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import {
  TransitionTimes,
  providerMessage,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ServerConfig } from '../config';
import { message } from '../messages';
import type { DatabaseRecord, RecordedDatabase } from '../record';
import { instanceHealthOf } from './instances';
import { observedDatabase, type Observation } from './observation';
import { toDatabase } from './toDatabase';

const config = {
  id: 'main',
  connection: {
    host: 'db',
    port: 5432,
    user: 'pgstage',
    database: 'postgres',
    sslMode: 'disable',
  },
  application: { host: 'db', port: 5432, sslMode: 'disable' },
  standbys: [
    { name: 's1', application: { host: 's1', port: 5432, sslMode: 'disable' } },
  ],
} as Partial<ServerConfig> as ServerConfig;

const sender: SenderFacts = {
  pid: 7,
  applicationName: 's1',
  state: 'streaming',
  replayBytes: 0,
};
const server: ServerFacts = {
  now: new Date(),
  version: '18.4',
  versionNumber: 180_004,
  inRecovery: false,
  readOnly: false,
  startedAt: new Date(),
  maxConnections: 100,
  seesStats: true,
  senders: [sender],
  slots: [],
  archiver: {
    mode: 'on',
    configured: true,
    lastArchivedAt: new Date(),
    lastArchivedWal: '0'.repeat(24),
  },
  runningBackups: [],
};
const facts = {
  name: 'orders',
  allowsConnections: true,
  mayLogin: true,
  mayConnect: true,
  mayCreate: true,
  connections: 1,
};
const record: DatabaseRecord = {
  pgstage: 1,
  database: 'orders',
  spec: { extensions: ['citext'] },
  binding: {
    resourceRef: 'resource:default/orders',
    entityRefs: [],
    owner: 'group:default/shop',
  },
  created: { at: new Date().toISOString(), by: 'user:default/ada' },
  credentials: { store: 'file', state: 'stored', at: new Date().toISOString() },
  finished: { at: new Date().toISOString(), oid: 7 },
};
const unfinished = { ...record, finished: undefined };
const created: RecordedDatabase = {
  name: 'orders',
  exists: true,
  system: '1',
  oid: 7,
  owner: 'orders',
  role: 'orders',
  record,
};
const ref = 'server:main/orders';
const running: StandbyProbe = {
  facts: {
    inRecovery: true,
    startedAt: new Date(),
    paused: false,
    seesStats: true,
    slotName: 's1',
  },
};

function evaluate(
  change: Partial<Observation> = {},
  recorded = created,
  probe: StandbyProbe = running,
) {
  const observed = { server, probes: new Map([['s1', probe]]), ...change };
  const observation: Observation = {
    config,
    instances: instanceHealthOf(config, observed.server, observed.probes),
    records: [recorded],
    databases: new Map([['orders', facts]]),
    sizes: new Map(),
    logins: new Map([['orders', { works: true, at: Date.now() }]]),
    restores: new Map(),
    otherSessions: new Map(),
    credentials: new Map([[ref, { store: 'file', secretRef: 'pgpass' }]]),
    backups: {
      at: server.now.toISOString(),
      base: [],
      dumps: new Map(),
      createdAt: new Map(),
    },
    ...observed,
  };
  const database = toDatabase(
    observation,
    observedDatabase(observation, recorded, ref),
    new TransitionTimes(),
    new Date(),
  );
  expect(databaseSchema.parse(database)).toBeTruthy();
  return database;
}
const attentionIds = (...args: Parameters<typeof evaluate>) =>
  evaluate(...args).attention.map(({ id }) => id);

it('is `working` with an attention for the missing backup', () => {
  const database = evaluate();
  expect(database).toMatchObject({
    status: { state: 'working' },
    usable: { value: true },
    safe: { value: false },
  });
  expect(database.attention.map(({ id }) => id)).toEqual(['no-backup']);
});

it.each<[string, RecordedDatabase, Partial<Observation>, string, string]>([
  [
    'role',
    {
      ...created,
      exists: false,
      record: { ...unfinished, credentials: undefined },
    },
    {},
    'changing',
    'database running',
  ],
  [
    'database',
    { ...created, record: { ...unfinished, credentials: undefined } },
    {},
    'changing',
    'extensions running',
  ],
  [
    'verifier',
    {
      ...created,
      record: {
        ...unfinished,
        credentials: { store: 'file', state: 'pending', at: record.created.at },
      },
    },
    { credentials: new Map() },
    'changing',
    'credentials running',
  ],
])(
  'continues after a crash behind the step %s',
  (_after, recorded, change, state, step) => {
    const database = evaluate(change, recorded);
    expect(database).toMatchObject({
      usable: { value: false },
      status: { state },
    });
    expect(database.steps.map(({ id, state: at }) => `${id} ${at}`)).toContain(
      step,
    );
  },
);

it('needs attention if the creation has stopped', () => {
  const old = {
    ...unfinished,
    credentials: undefined,
    created: { ...record.created, at: '2026-01-01T00:00:00Z' },
  };
  expect(evaluate({}, { ...created, record: old }).status).toMatchObject({
    state: 'attention',
    reason: message('creationStopped', {
      step: message('stepExtensions', { extensions: 'citext' }),
    }),
  });
});

it('is not usable if the role may not log in', () => {
  const database = evaluate({
    databases: new Map([['orders', { ...facts, mayLogin: false }]]),
  });
  expect(database).toMatchObject({
    usable: { value: false },
    status: {
      state: 'attention',
      reason: message('roleMayNotLogIn', { role: 'orders' }),
    },
    attention: [
      {
        id: 'login-rejected',
        what: message('roleMayNotLogIn', { role: 'orders' }),
        meaning: providerMessage('applicationsCannotConnect'),
      },
      { id: 'no-backup', what: message('noBackup') },
    ],
  });
});

describe('a database that was created between backups', () => {
  const at = (hour: number) => `2026-01-01T${hour}:00:00.000Z`;
  const finished = { at: at(17), oid: 7 };
  const recorded = { ...created, record: { ...record, finished } };
  const base = (hour: number) => ({
    id: `b${hour}`,
    method: 'base',
    scope: 'server' as const,
    status: 'finished' as const,
    startedAt: at(hour),
    finishedAt: at(hour),
    location: '/backups',
  });
  const after = (archivedUntil: number, ...hours: number[]) =>
    evaluate(
      {
        backups: {
          at: at(20),
          base: hours.map(base),
          dumps: new Map(),
          // PG_VERSION is written before the creation is complete.
          createdAt: new Map([['orders', new Date(at(15))]]),
          archivedUntil: new Date(at(archivedUntil)),
        },
        recoveryWindow: {
          from: at(14),
          to: at(19),
          evidence: { source: 'archive', at: at(20) },
        },
      },
      recorded,
    );

  it('is safe with an older backup when the WAL of its creation is archived', () => {
    const early = after(16, 14);
    expect(early.safe.value).toBe(false);
    expect(early.attention.map(({ id }) => id)).toEqual(['no-backup']);
    expect(early.summary.recoveryWindow).toBeUndefined();
    const restorable = after(18, 14);
    expect(restorable).toMatchObject({
      safe: { value: true },
      attention: [],
      summary: { recoveryWindow: { from: at(17), to: at(19) } },
    });
    expect(restorable.summary.lastGoodBackupAt).toBeUndefined();
  });

  it('is safe with a backup that started after its creation', () => {
    expect(after(14, 14, 16)).toMatchObject({
      safe: { value: true },
      attention: [],
      summary: {
        lastGoodBackupAt: at(16),
        recoveryWindow: { from: at(15), to: at(19) },
      },
    });
  });

  it('ignores dumps of a previous database with its name', () => {
    const dump = (hour: number) =>
      evaluate(
        {
          backups: {
            at: at(20),
            base: [],
            dumps: new Map([['orders', [base(hour)]]]),
            createdAt: new Map(),
          },
        },
        recorded,
      ).safe.value;
    expect(dump(16)).toBe(false);
    expect(dump(18)).toBe(true);
  });

  it('has an unknown `safe` until the backups are read', () => {
    expect(evaluate({ backups: undefined }, recorded).safe.value).toBeNull();
  });
});

describe('the stored login', () => {
  const login = (result?: { works?: boolean; message?: string }) =>
    evaluate({
      logins: new Map(result && [['orders', { ...result, at: Date.now() }]]),
    });

  it('is unknown until it is checked', () => {
    const database = login();
    expect(database).toMatchObject({
      status: {
        state: 'unknown',
        reason: message('storedLoginNotChecked'),
      },
      steps: expect.arrayContaining([
        expect.objectContaining({
          id: 'login',
          state: 'pending',
          message: message('storedLoginNotChecked'),
        }),
      ]),
    });
    expect(database.usable.value).toBeNull();
  });

  it('does not work if the password is rejected, with the next step', () => {
    expect(login({ works: false, message: 'no' })).toMatchObject({
      usable: { value: false },
      status: {
        state: 'attention',
        reason: message('passwordRejected'),
      },
      attention: [
        {
          id: 'password-rejected',
          what: message('passwordRejected'),
          nextStep: providerMessage('rotatePassword'),
        },
        { id: 'no-backup' },
      ],
    });
  });

  it('is unknown with the reason if it cannot be checked', () => {
    const database = login({
      message: 'no pg_hba.conf entry for host "10.0.0.1"',
    });
    expect(database.usable.value).toBeNull();
    expect(database).toMatchObject({
      status: { state: 'unknown' },
      attention: [
        {
          id: 'login-unknown',
          severity: 'warning',
          meaning: message('connectionUnknown', { address: 'db:5432' }),
          nextStep: message('allowLogin', { role: 'orders' }),
          evidence: expect.stringContaining('pg_hba.conf'),
        },
        { id: 'no-backup' },
      ],
    });
  });

  it('is unknown if the store has no entry, for example for a copy of the server', () => {
    const database = evaluate({ credentials: new Map(), logins: new Map() });
    expect(database.usable.value).toBeNull();
    expect(database.status.reason).toEqual(
      message('loginMissing', { store: 'file' }),
    );
  });

  it('is unknown for an adopted database', () => {
    const database = evaluate(
      { logins: new Map(), credentials: new Map() },
      {
        ...created,
        role: undefined,
        record: { ...record, adopted: true, credentials: undefined },
      },
    );
    expect(database.usable.value).toBeNull();
    expect(database.status.reason).toEqual(
      message('notChecked', { role: 'orders' }),
    );
  });
});

it('reports a standby instead of an interrupted creation', () => {
  const { status } = evaluate(
    { server: { ...server, inRecovery: true }, credentials: new Map() },
    { ...created, record: { ...unfinished, credentials: undefined } },
  );
  expect(status).toMatchObject({
    state: 'attention',
    reason: message('isStandby', { server: 'main' }),
  });
});

it('uses the role of the record after a change of the owner', () => {
  const what = message('ownerChangedMayNothing', { role: 'orders' });
  expect(
    evaluate(
      {
        databases: new Map([
          ['orders', { ...facts, mayConnect: false, mayCreate: false }],
        ]),
      },
      { ...created, owner: 'dba_team' },
    ),
  ).toMatchObject({
    user: 'orders',
    usable: { value: false },
    status: {
      state: 'attention',
      reason: what,
    },
    attention: [
      {
        what,
        meaning: providerMessage('applicationsCannotConnect'),
        nextStep: message('changeOwnerBack', { role: 'orders' }),
      },
      { id: 'no-backup' },
    ],
  });
});

it.each([
  ['orders', false, true, 'rightToConnectLost', 'grantRights'],
  ['orders', false, false, 'allRightsLost', 'grantRights'],
  ['dba', false, true, 'ownerChangedMayNotConnect', 'changeOwnerBack'],
  ['dba', true, false, 'ownerChangedMayNotCreate', 'changeOwnerBack'],
  ['dba', true, true, 'ownerChanged', 'changeOwnerBack'],
])(
  'reports for owner %s, may connect: %s, may create: %s: %s',
  (owner, mayConnect, mayCreate, what, nextStep) => {
    const { attention } = evaluate(
      {
        databases: new Map([['orders', { ...facts, mayConnect, mayCreate }]]),
      },
      { ...created, owner },
    );
    expect(attention).toMatchObject([
      {
        id: 'owner-changed',
        what: { id: `server.${what}` },
        nextStep: { id: `server.${nextStep}` },
      },
      { id: 'no-backup' },
    ]);
  },
);

it('reports connections near the limit of the database and of the server', () => {
  expect(
    attentionIds({
      databases: new Map([
        ['orders', { ...facts, connections: 9, connectionLimit: 10 }],
      ]),
    }),
  ).toContain('connections');
  expect(
    attentionIds({
      databases: new Map([
        ['orders', facts],
        ['x', { ...facts, connections: 89 }],
      ]),
    }),
  ).toContain('server-connections');
});

it('reports a lag above the limit, and a promoted standby', () => {
  const lagging = { ...sender, replayBytes: 10, replaySeconds: 301 };
  expect(evaluate({ server: { ...server, senders: [lagging] } })).toMatchObject(
    {
      status: {
        state: 'attention',
        reason: message('standbyLagging', { name: 's1', minutes: 5 }),
      },
      attention: [
        { what: message('standbyLagging', { name: 's1', minutes: 5 }) },
        { id: 'no-backup' },
      ],
      summary: {
        worstLag: { bytes: 10, seconds: 301 },
        instances: { working: 1 },
      },
    },
  );
  const promoted = { facts: { ...running.facts!, inRecovery: false } };
  expect(evaluate({}, created, promoted).attention[0].what).toEqual(
    message('standbyPromoted', { name: 's1' }),
  );
});

it.each<[string, StandbyProbe, boolean]>([
  ['standbyPaused', { facts: { ...running.facts!, paused: true } }, true],
  ['standbyNotStreaming', running, false],
  ['standbyUnresponsive', { error: 'no', failingSince: new Date() }, true],
  ['standbyDisconnected', { error: 'no', failingSince: new Date() }, false],
])('reports %s', (what, probe, streams) => {
  const senders = streams ? [sender] : [];
  const { attention } = evaluate(
    { server: { ...server, senders } },
    created,
    probe,
  );
  expect(attention).toMatchObject([
    {
      id: 'standby-down:s1',
      what: { id: `server.${what}`, params: { name: 's1' } },
    },
    { id: 'no-backup' },
  ]);
});

it.each([
  [{ configured: false }, 'archiveCommandMissing', 'changesNotProtected'],
  [
    { lastFailedAt: new Date(), lastFailedWal: 'A', lastArchivedAt: undefined },
    'archivingFails',
    'nothingArchived',
  ],
])('reports the archiver %j', (archiver, what, meaning) => {
  const { attention } = evaluate({
    server: { ...server, archiver: { ...server.archiver, ...archiver } },
  });
  expect(attention).toMatchObject([
    {
      id: 'archiving',
      what: { id: `server.${what}` },
      meaning: { id: `server.${meaning}` },
    },
    { id: 'no-backup' },
  ]);
});

it('reports inactive slots that retain WAL, except that of a standby that is down', () => {
  const slot = {
    type: 'physical' as const,
    active: false,
    retainedBytes: 2 * 1024 ** 3,
    walStatus: 'extended',
  };
  const slots = [
    { ...slot, name: 's1' },
    { ...slot, name: 'unused' },
    { ...slot, name: 'small', retainedBytes: 5 },
  ];
  const down = {
    error: 'no',
    failingSince: new Date(),
    lastFacts: running.facts,
  };
  const { attention } = evaluate(
    { server: { ...server, senders: [], slots } },
    created,
    down,
  );
  expect(attention).toMatchObject([
    {
      id: 'standby-down:s1',
      evidence: message('slotOfStandby', {
        slot: 's1',
        size: '2.0 GB',
        status: 'extended',
      }),
    },
    {
      id: 'slot:unused',
      what: message('slotRetainsWal', { slot: 'unused', size: '2.0 GB' }),
    },
    { id: 'no-backup' },
  ]);
});

it('finds a standby with another application_name by its slot', () => {
  const senders = [{ ...sender, applicationName: 'walreceiver' }];
  const slots = [
    { name: 's1', type: 'physical' as const, active: true, pid: 7 },
  ];
  expect(
    evaluate({ server: { ...server, senders, slots } }).summary.instances,
  ).toEqual({ total: 2, working: 2 });
});

it('lists a standby that is not configured', () => {
  const senders = [
    sender,
    { ...sender, pid: 8, applicationName: 'extra', host: '10.0.0.9' },
  ];
  expect(
    instanceHealthOf(
      config,
      { ...server, senders },
      new Map([['s1', running]]),
    )[2],
  ).toMatchObject({
    name: 'extra',
    state: 'working',
    host: '10.0.0.9',
  });
});

it('needs attention if the configured primary is a standby', () => {
  expect(
    evaluate({ server: { ...server, inRecovery: true } }).status,
  ).toMatchObject({
    state: 'attention',
    reason: message('isStandby', { server: 'main' }),
  });
});

it('reports a read-only primary', () => {
  const { status, attention } = evaluate({
    server: { ...server, readOnly: true },
  });
  expect(status).toMatchObject({
    state: 'attention',
    reason: message('acceptsNoWrites', { server: 'main' }),
  });
  expect(attention).toContainEqual(
    expect.objectContaining({
      id: 'read-only',
      severity: 'error',
      meaning: message('writesFail'),
      nextStep: message('readOnlyIsOn'),
    }),
  );
});
