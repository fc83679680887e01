import { databaseSchema } from '@pgstage/backstage-plugin-postgres-common';
import type {
  SenderFacts,
  ServerFacts,
  StandbyProbe,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
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
const made: RecordedDatabase = {
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

function see(
  change: Partial<Observation> = {},
  recorded = made,
  probe: StandbyProbe = running,
) {
  const seen = { server, probes: new Map([['s1', probe]]), ...change };
  const observation: Observation = {
    config,
    instances: instanceHealthOf(config, seen.server, seen.probes),
    records: [recorded],
    databases: new Map([['orders', facts]]),
    sizes: new Map(),
    logins: new Map([['orders', { works: true, at: Date.now() }]]),
    credentials: new Map([[ref, { store: 'file', secretRef: 'pgpass' }]]),
    backups: {
      at: server.now.toISOString(),
      base: [],
      dumps: new Map(),
      madeAt: new Map(),
    },
    ...seen,
  };
  const database = toDatabase(
    observation,
    observedDatabase(observation, recorded, ref),
    new TransitionTimes(),
  );
  expect(databaseSchema.parse(database)).toBeTruthy();
  return database;
}
const causes = (...args: Parameters<typeof see>) =>
  see(...args).attention.map(({ id }) => id);

it('works, and a missing backup is told without an alarm', () => {
  const database = see();
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
      ...made,
      exists: false,
      record: { ...unfinished, credentials: undefined },
    },
    {},
    'changing',
    'database running',
  ],
  [
    'database',
    { ...made, record: { ...unfinished, credentials: undefined } },
    {},
    'changing',
    'extensions running',
  ],
  [
    'verifier',
    {
      ...made,
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
  'goes on after a crash behind the %s',
  (_after, recorded, change, state, step) => {
    const database = see(change, recorded);
    expect(database).toMatchObject({
      usable: { value: false },
      status: { state },
    });
    expect(database.steps.map(({ id, state: at }) => `${id} ${at}`)).toContain(
      step,
    );
  },
);

it('asks for attention where a creation has stopped', () => {
  const old = {
    ...unfinished,
    credentials: undefined,
    created: { ...record.created, at: '2026-01-01T00:00:00Z' },
  };
  expect(see({}, { ...made, record: old }).status).toMatchObject({
    state: 'attention',
    reason: expect.stringContaining('Repeat the request'),
  });
});

it('does not take another role or a locked database for a login', () => {
  const database = see({
    databases: new Map([['orders', { ...facts, mayLogin: false }]]),
  });
  expect(database).toMatchObject({
    usable: { value: false },
    status: { state: 'attention', reason: 'The role orders may not log in' },
    attention: [
      {
        id: 'login-refused',
        what: message('roleMayNotLogIn', { role: 'orders' }),
        meaning: message('applicationsCannotConnect'),
      },
      { id: 'no-backup', what: message('noBackup') },
    ],
  });
});

describe('a database that was made while backups were taken', () => {
  const at = (hour: number) => `2026-01-01T${hour}:00:00.000Z`;
  const finished = { at: at(17), oid: 7 };
  const recorded = { ...made, record: { ...record, finished } };
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
    see(
      {
        backups: {
          at: at(20),
          base: hours.map(base),
          dumps: new Map(),
          // Its first file comes before the rest of it.
          madeAt: new Map([['orders', new Date(at(15))]]),
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

  it('is restored by an older backup once the archive holds its making, which archiving later does not tell', () => {
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

  it('is restored by a backup that began after it was made', () => {
    expect(after(14, 14, 16)).toMatchObject({
      safe: { value: true },
      attention: [],
      summary: {
        lastGoodBackupAt: at(16),
        recoveryWindow: { from: at(15), to: at(19) },
      },
    });
  });

  it('does not take the dump of a former database of its name for its own', () => {
    const dump = (hour: number) =>
      see(
        {
          backups: {
            at: at(20),
            base: [],
            dumps: new Map([['orders', [base(hour)]]]),
            madeAt: new Map(),
          },
        },
        recorded,
      ).safe.value;
    expect(dump(16)).toBe(false);
    expect(dump(18)).toBe(true);
  });

  it('is not known to be unsafe before the backups were read', () => {
    expect(see({ backups: undefined }, recorded).safe.value).toBeNull();
  });
});

describe('what is said of a login', () => {
  const login = (result?: { works?: boolean; said?: string }) =>
    see({
      logins: new Map(result && [['orders', { ...result, at: Date.now() }]]),
    });

  it('is nothing before it was tried', () => {
    const database = login();
    expect(database).toMatchObject({
      status: {
        state: 'unknown',
        reason: 'The login of applications was not tried yet',
      },
      steps: expect.arrayContaining([
        expect.objectContaining({ id: 'login', state: 'pending' }),
      ]),
    });
    expect(database.usable.value).toBeNull();
  });

  it('is no, and how to go on, where the password is refused', () => {
    expect(login({ works: false, said: 'no' })).toMatchObject({
      usable: { value: false },
      status: { state: 'attention', reason: 'The stored password is refused' },
      attention: [
        {
          id: 'password-refused',
          what: message('passwordRefused'),
          nextStep: message('rotatePassword'),
        },
        { id: 'no-backup' },
      ],
    });
  });

  it('is unknown, and why, where it could not be tried', () => {
    const database = login({
      said: 'no pg_hba.conf entry for host "10.0.0.1"',
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

  it('is unknown where the store keeps none, also of a copy of the server', () => {
    const database = see({ credentials: new Map(), logins: new Map() });
    expect(database.usable.value).toBeNull();
    expect(database.status.reason).toContain(
      'The credential store file keeps no login of this database',
    );
  });

  it('is unknown for a database whose login is not ours', () => {
    const database = see(
      { logins: new Map(), credentials: new Map() },
      {
        ...made,
        role: undefined,
        record: { ...record, adopted: true, credentials: undefined },
      },
    );
    expect(database.usable.value).toBeNull();
    expect(database.status.reason).not.toContain('Accepts');
  });
});

it('does not call the databases of a standby half made', () => {
  const { status } = see(
    { server: { ...server, inRecovery: true }, credentials: new Map() },
    { ...made, record: { ...unfinished, credentials: undefined } },
  );
  expect(status).toMatchObject({
    state: 'attention',
    reason: 'The server main is a standby',
  });
});

it('keeps to the login of its record where others have changed the owner', () => {
  const what = message('ownerChangedMayNothing', { role: 'orders' });
  expect(
    see(
      {
        databases: new Map([
          ['orders', { ...facts, mayConnect: false, mayCreate: false }],
        ]),
      },
      { ...made, owner: 'dba_team' },
    ),
  ).toMatchObject({
    user: 'orders',
    usable: { value: false },
    status: {
      state: 'attention',
      reason: what.text.replace(/\.$/, ''),
    },
    attention: [
      {
        what,
        meaning: message('applicationsCannotConnect'),
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
  'owned by %s, may connect: %s, may create: %s: tells %s',
  (owner, mayConnect, mayCreate, what, nextStep) => {
    const { attention } = see(
      {
        databases: new Map([['orders', { ...facts, mayConnect, mayCreate }]]),
      },
      { ...made, owner },
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

it('tells connections near the limit of the database and of the server', () => {
  expect(
    causes({
      databases: new Map([
        ['orders', { ...facts, connections: 9, connectionLimit: 10 }],
      ]),
    }),
  ).toContain('connections');
  expect(
    causes({
      databases: new Map([
        ['orders', facts],
        ['x', { ...facts, connections: 89 }],
      ]),
    }),
  ).toContain('server-connections');
});

it('tells a lag over the limit, and a standby that was promoted', () => {
  const late = { ...sender, replayBytes: 10, replaySeconds: 301 };
  expect(see({ server: { ...server, senders: [late] } })).toMatchObject({
    status: {
      state: 'attention',
      reason: 'Standby s1 streams, but is 5 min behind',
    },
    attention: [
      { what: message('standbyLate', { name: 's1', minutes: 5 }) },
      { id: 'no-backup' },
    ],
    summary: {
      worstLag: { bytes: 10, seconds: 301 },
      instances: { working: 1 },
    },
  });
  const promoted = { facts: { ...running.facts!, inRecovery: false } };
  expect(see({}, made, promoted).attention[0].what).toEqual(
    message('standbyPromoted', { name: 's1' }),
  );
});

it.each<[string, StandbyProbe, boolean]>([
  ['standbyPaused', { facts: { ...running.facts!, paused: true } }, true],
  ['standbyNotStreaming', running, false],
  ['standbySilent', { error: 'gone', silentSince: new Date() }, true],
  ['standbyDisconnected', { error: 'gone', silentSince: new Date() }, false],
])('tells %s', (what, probe, streams) => {
  const senders = streams ? [sender] : [];
  const { attention } = see({ server: { ...server, senders } }, made, probe);
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
])('tells of an archiver like %j', (archiver, what, meaning) => {
  const { attention } = see({
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

it('tells idle slots that hold WAL, but a standby that is down only once', () => {
  const slot = {
    type: 'physical' as const,
    active: false,
    retainedBytes: 2 * 1024 ** 3,
    walStatus: 'extended',
  };
  const slots = [
    { ...slot, name: 's1' },
    { ...slot, name: 'forgotten' },
    { ...slot, name: 'small', retainedBytes: 5 },
  ];
  const down = {
    error: 'gone',
    silentSince: new Date(),
    lastFacts: running.facts,
  };
  const { attention } = see(
    { server: { ...server, senders: [], slots } },
    made,
    down,
  );
  expect(attention).toMatchObject([
    {
      id: 'standby-down:s1',
      evidence: 'Slot s1 holds 2.0 GB of WAL back for it (extended).',
    },
    {
      id: 'slot:forgotten',
      what: message('slotHoldsWal', { slot: 'forgotten', size: '2.0 GB' }),
    },
    { id: 'no-backup' },
  ]);
});

it('finds a standby by its slot where its name is not that of the configuration', () => {
  const senders = [{ ...sender, applicationName: 'walreceiver' }];
  const slots = [
    { name: 's1', type: 'physical' as const, active: true, pid: 7 },
  ];
  expect(
    see({ server: { ...server, senders, slots } }).summary.instances,
  ).toEqual({ total: 2, working: 2 });
});

it('shows a standby that nobody configured', () => {
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

it('alarms where the configured primary is a standby', () => {
  expect(see({ server: { ...server, inRecovery: true } }).status).toMatchObject(
    {
      state: 'attention',
      reason: 'The server main is a standby',
    },
  );
});

it('says of a primary that accepts no writes what it means', () => {
  const { status, attention } = see({ server: { ...server, readOnly: true } });
  expect(status).toMatchObject({
    state: 'attention',
    reason: 'The server main accepts no writes',
  });
  expect(attention).toContainEqual(
    expect.objectContaining({
      id: 'read-only',
      severity: 'error',
      meaning: message('writesAreRefused'),
      nextStep: message('readOnlyIsOn'),
    }),
  );
});
