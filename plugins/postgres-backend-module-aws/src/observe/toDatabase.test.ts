import type { DBInstance } from '@aws-sdk/client-rds';
import {
  databaseSchema,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  TransitionTimes,
  providerMessage,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { binding, databaseRecord, facts } from '../__testUtils__/instances';
import { testRegion } from '../__testUtils__/testRegion';
import { instanceFacts, knownStatuses, meaningOf } from '../instance';
import { message } from '../messages';
import type { RecordedInstance } from '../record';
import type { LoginState } from '../sql';
import { databasesOf, type Observation, observedDatabase } from './observation';
import { noDetails, type RegionDetails } from './RegionDetails';
import { toDatabase } from './toDatabase';

const now = new Date('2030-02-01T12:00:00.000Z');
const at = '2030-02-01T11:59:58.000Z';
const record = databaseRecord();

function evaluate(
  instance: Partial<DBInstance> = {},
  {
    details = {},
    recorded = { record },
    others = [],
    config = {},
    login,
  }: {
    details?: Partial<RegionDetails>;
    recorded?: Partial<RecordedInstance>;
    others?: DBInstance[];
    config?: object;
    login?: LoginState;
  } = {},
): Database {
  const own = { instance: facts(instance), ...recorded };
  const observation: Observation = {
    config: testRegion(config),
    at,
    instances: [
      own,
      ...others.map(other => ({ instance: instanceFacts(other) })),
    ],
    details: { ...noDetails, ...details },
    loginOf: () => login,
  };
  const database = toDatabase(
    observation,
    observedDatabase(observation, own),
    new TransitionTimes(),
    now,
  );
  expect(databaseSchema.safeParse(database).error).toBeUndefined();
  return database;
}
const attentionOf = (...args: Parameters<typeof evaluate>) =>
  evaluate(...args).attention.map(({ id, severity }) => `${severity} ${id}`);

it('has no positive claim for an available instance', () => {
  expect(evaluate()).toMatchObject({
    ref: 'aws-rds:123456789012/eu-west-1/orders',
    status: {
      state: 'unknown',
      reason: message('notTried'),
    },
    usable: { value: null },
    safe: { value: null, reason: message('snapshotsNotRead') },
    binding,
    database: 'orders',
    user: 'orders',
    serverVersion: '17.9',
    credentials: { store: 'aws-secrets-manager' },
    endpoints: [{ purpose: 'read-write', sslMode: 'require' }],
    attention: [],
    summary: { storageBytes: 20 * 2 ** 30 },
  });
});

describe('with sql', () => {
  const config = { sql: true, caCertificates: 'PEM' };
  const sqlFacts = {
    startedAt: '2030-02-01T10:00:00.000Z',
    sizeBytes: 8_000_000,
    connections: { used: 3, allowed: 97 },
    slots: [],
  };
  const works = { at, works: true, facts: sqlFacts };
  const evaluateLogin = (login: LoginState, instance = {}) =>
    evaluate(instance, { config, login });
  const loginStepOf = ({ steps }: Database) =>
    steps.find(({ id }) => id === 'login');

  it('works after a login', () => {
    const database = evaluateLogin(works);
    expect(database).toMatchObject({
      status: {
        state: 'working',
        reason: { text: 'Available; a login works' },
      },
      usable: { value: true, source: 'login', at },
      attention: [],
      summary: { sizeBytes: 8_000_000, connections: { used: 3, allowed: 97 } },
    });
    expect(loginStepOf(database)).toMatchObject({ state: 'done' });
    expect(
      evaluateLogin(works, { DBInstanceStatus: 'backing-up' }),
    ).toMatchObject({
      status: { state: 'working' },
      usable: { value: true },
    });
  });

  it('is unknown until a login was tried, so that a create waits for it', () => {
    const database = evaluateLogin('pending');
    const reason = message('loginPending');
    expect(database.usable).toEqual({ value: null, reason });
    expect(database.status).toMatchObject({ state: 'unknown', reason });
    expect(loginStepOf(database)).toMatchObject({
      state: 'pending',
      message: reason,
    });
    expect(database.attention).toEqual([]);
  });

  it('is unknown, with a warning, if the login could not be tried', () => {
    const database = evaluateLogin({ at, message: 'no route' });
    const reason = message('loginFailed', { error: 'no route' });
    expect(database.usable).toEqual({ value: null, reason });
    expect(database.status).toMatchObject({ state: 'unknown', reason });
    expect(database.attention).toMatchObject([
      { id: 'login-unknown', severity: 'warning', evidence: 'no route' },
    ]);
  });

  it('is not usable if the password is refused', () => {
    const database = evaluateLogin({ at, works: false, message: 'refused' });
    expect(database).toMatchObject({
      status: { state: 'attention', reason: message('passwordRefused') },
      usable: { value: false, source: 'login', at },
      attention: [{ id: 'password-rejected', evidence: 'refused' }],
    });
    expect(loginStepOf(database)).toMatchObject({ state: 'failed' });
  });

  it.each(['rebooting', 'modifying', 'stopped', 'strange'])(
    'does not count an earlier login in the status %s',
    DBInstanceStatus => {
      const database = evaluateLogin('pending', { DBInstanceStatus });
      expect(database.usable.value).not.toBe(true);
      expect(database.status.state).not.toBe('working');
      expect(database.summary?.sizeBytes).toBeUndefined();
      expect(loginStepOf(database)).toMatchObject({ state: 'pending' });
    },
  );

  it('waits for the password of a new or restored database', () => {
    const withoutSecret = { MasterUserSecret: undefined };
    const usableWith = (more: Partial<typeof record>) =>
      evaluate(withoutSecret, {
        config,
        recorded: { record: { ...record, ...more } },
      }).usable;
    expect(usableWith({})).toEqual({
      value: null,
      reason: message('loginPending'),
    });
    // Nobody sets one for an adopted instance.
    expect(usableWith({ adopted: true })).toMatchObject({ lasting: true });
  });

  it('tries none for a database that Backstage may not read, and says so for good', () => {
    expect(evaluate({}, { config, recorded: {} }).usable).toEqual({
      value: null,
      reason: message('notTried'),
      lasting: true,
    });
  });
});

it('shows the storage that AWS has, and the standby of an adopted instance, for quotas', () => {
  const spec = { size: 'small', storage: '20Gi' };
  const grown = { AllocatedStorage: 80, MultiAZ: true };
  const specWith = (more: Partial<typeof record>) =>
    evaluate(grown, { recorded: { record: { ...record, ...more } } }).spec;
  expect(specWith({ spec })).toEqual({
    size: 'small',
    storage: '80Gi',
    protected: true,
  });
  expect(specWith({ spec: {}, adopted: true })).toEqual({
    storage: '80Gi',
    protected: true,
    options: { multiAz: true },
  });
});

it.each(knownStatuses)(
  'gives the status %s a state of its own kind',
  status => {
    const { kind, reason, closed } = meaningOf(status)!;
    const database = evaluate({ DBInstanceStatus: status });
    const states = {
      available: 'unknown',
      changing: 'changing',
      stopped: 'changing',
      problem: 'attention',
    };
    expect(database.status.state).toBe(states[kind]);
    expect(database.status.reason.text).toContain(reason.text);
    expect(database.usable.value).toBe(closed ? false : null);
    expect(database.attention.map(({ id }) => id)).toEqual(
      kind === 'problem' ? [`status:${status}`] : [],
    );
    for (const { nextStep } of database.attention)
      expect(nextStep.text).toMatch(/\.$/);
  },
);

it('shows an unknown status as AWS reports it', () => {
  expect(evaluate({ DBInstanceStatus: 'teleporting' })).toMatchObject({
    status: {
      state: 'unknown',
      reason: message('unknownStatus', { status: 'teleporting' }),
    },
    usable: { value: null },
  });
});

it('shows when a stopped instance starts, and what AWS charges', () => {
  const { status, hibernated } = evaluate({
    DBInstanceStatus: 'stopped',
    AutomaticRestartTime: new Date('2030-02-08T12:00:00.000Z'),
  });
  expect(hibernated).toBe(true);
  expect(status).toMatchObject({
    lasting: true,
    // The composed sentence.
    reason: {
      id: 'aws.storageCharged',
      text: 'Stopped; AWS starts it at 2030-02-08T12:00:00.000Z; AWS charges only for storage and backups in this status',
    },
  });
});

describe('safe', () => {
  const snapshot = {
    id: 'rds:orders-1',
    resourceId: 'db-ORDERS',
    own: true,
    instanceCreatedAt: '2030-01-01T10:05:00.000Z',
    type: 'automated',
    status: 'available',
    createdAt: '2030-01-31T03:00:00.000Z',
  };
  const safeWith = (
    snapshots: RegionDetails['snapshots'],
    LatestRestorableTime?: Date,
  ) => evaluate({ LatestRestorableTime }, { details: { snapshots } }).safe;

  it('is true with a finished snapshot of the same instance', () => {
    expect(safeWith({ value: [snapshot], at })).toEqual({
      value: true,
      source: 'backup',
      at,
    });
    for (const other of [
      { status: 'creating' },
      { status: 'failed' },
      { resourceId: 'db-OTHER' },
      // An earlier instance with the same name.
      { instanceCreatedAt: '2029-01-01T10:05:00.000Z' },
    ])
      expect(safeWith({ value: [{ ...snapshot, ...other }], at })).toEqual({
        value: false,
        source: 'engine',
        at,
      });
  });

  it('is true with transaction logs after the creation', () => {
    expect(safeWith({}, new Date('2030-02-01T11:50:00Z'))).toEqual({
      value: true,
      source: 'archive',
      at,
    });
    expect(safeWith({}, new Date('2030-01-01T10:00:00Z')).value).toBeNull();
  });

  it('is unknown with an emulator, whatever it reports', () => {
    const emulated = evaluate(
      { LatestRestorableTime: new Date('2030-02-01T11:50:00Z') },
      {
        details: { snapshots: { value: [snapshot], at } },
        config: { endpoint: 'http://localhost:5000' },
      },
    );
    expect(emulated.safe).toEqual({
      value: null,
      reason: message('emulated'),
    });
    expect(emulated.summary).toMatchObject({
      protectedUntil: undefined,
      recoveryWindow: undefined,
      lastGoodBackupAt: undefined,
    });
    expect(emulated.status.reason).toEqual(message('emulatedInstance'));
    expect(emulated.usable).toEqual({
      value: null,
      reason: message('emulatedInstance'),
      lasting: true,
    });
  });

  it('is unknown, with the reason, if snapshots cannot be read', () => {
    expect(
      safeWith({ error: 'rds:DescribeDBSnapshots: AccessDenied' }),
    ).toEqual({
      value: null,
      reason: message('snapshotsUnreadable', {
        error: 'rds:DescribeDBSnapshots: AccessDenied',
      }),
    });
  });

  it('has the time of the last successful read after a failure', () => {
    const earlier = '2030-02-01T10:00:00.000Z';
    expect(
      safeWith({ value: [snapshot], at: earlier, error: 'no' }),
    ).toMatchObject({ value: true, at: earlier });
  });
});

it('shows the recovery window, and not that of an earlier instance with the name', () => {
  const windowFrom = (from: string) =>
    evaluate(
      {},
      {
        details: {
          windows: {
            value: new Map([
              [
                'arn:aws:rds:eu-west-1:123456789012:db:orders',
                { from, to: '2030-02-01T11:55:00.000Z' },
              ],
            ]),
            at,
          },
        },
      },
    ).summary.recoveryWindow;
  expect(windowFrom('2030-01-25T03:00:00.000Z')).toEqual({
    from: '2030-01-25T03:00:00.000Z',
    to: '2030-02-01T11:55:00.000Z',
    evidence: { source: 'archive', at },
  });
  expect(windowFrom('2029-01-25T03:00:00.000Z')).toBeUndefined();
});

it.each<[string, Partial<DBInstance>, string[]]>([
  [
    'a certificate that expires',
    {
      CertificateDetails: {
        CAIdentifier: 'x',
        ValidTill: new Date('2030-02-20T00:00Z'),
      },
    },
    ['warning certificate'],
  ],
  [
    'a certificate that expired',
    {
      CertificateDetails: {
        CAIdentifier: 'x',
        ValidTill: new Date('2030-01-20T00:00Z'),
      },
    },
    ['error certificate'],
  ],
  [
    'a secret that cannot be rotated',
    { MasterUserSecret: { SecretArn: 'arn', SecretStatus: 'impaired' } },
    ['warning secret-impaired'],
  ],
  [
    'parameters that wait for a reboot',
    {
      DBParameterGroups: [
        { DBParameterGroupName: 'pg', ParameterApplyStatus: 'pending-reboot' },
        { DBParameterGroupName: 'ok', ParameterApplyStatus: 'in-sync' },
      ],
    },
    ['warning parameters:pg'],
  ],
  [
    'no automated backups',
    { BackupRetentionPeriod: 0 },
    ['warning no-backups'],
  ],
  ['a public address', { PubliclyAccessible: true }, ['warning public']],
])('reports %s', (_, instance, expected) => {
  expect(attentionOf(instance)).toEqual(expected);
});

it('reports the end of support, planned maintenance and an unsigned record', () => {
  const details: Partial<RegionDetails> = {
    supportEnds: { value: new Map([['17', '2030-06-01T00:00:00.000Z']]), at },
    maintenance: {
      value: new Map([
        [
          'arn:aws:rds:eu-west-1:123456789012:db:orders',
          [
            {
              action: 'system-update',
              appliedAfter: '2030-03-01T00:00:00.000Z',
            },
          ],
        ],
      ]),
      at,
    },
  };
  const recorded = { unconfirmed: record };
  expect(attentionOf({}, { details, recorded })).toEqual([
    'warning record-unsigned',
    'warning end-of-support',
    'warning maintenance:system-update',
  ]);
  expect(evaluate({}, { recorded })).toMatchObject({
    unconfirmedBinding: binding,
    operations: { remove: { supported: false } },
  });
});

describe('read replicas', () => {
  const replica = (more: Partial<DBInstance> = {}): DBInstance => ({
    Engine: 'postgres',
    DBInstanceIdentifier: 'orders-r1',
    DBInstanceStatus: 'available',
    ReadReplicaSourceDBInstanceIdentifier: 'orders',
    Endpoint: { Address: 'orders-r1.x.rds.amazonaws.com', Port: 5432 },
    StatusInfos: [{ Status: 'replicating', Normal: true }],
    ...more,
  });

  it('are endpoints of their database', () => {
    const { endpoints, attention } = evaluate({}, { others: [replica()] });
    expect(endpoints.map(({ purpose }) => purpose)).toEqual([
      'read-write',
      'read-only',
    ]);
    expect(attention).toEqual([]);
  });

  it('are a problem if they do not replicate', () => {
    const StatusInfos = [
      { Status: 'error', Normal: false, Message: 'slot does not exist' },
    ];
    expect(evaluate({}, { others: [replica({ StatusInfos })] })).toMatchObject({
      status: { state: 'attention' },
      attention: [{ id: 'replica:orders-r1', evidence: 'slot does not exist' }],
    });
  });

  it('are databases of their own if the source is in another region', () => {
    const names = (source: string) =>
      databasesOf({
        config: testRegion(),
        at,
        instances: [
          { instance: facts() },
          {
            instance: instanceFacts(
              replica({ ReadReplicaSourceDBInstanceIdentifier: source }),
            ),
          },
        ],
        details: noDetails,
      }).map(({ instance }) => instance.identifier);
    expect(names('orders')).toEqual(['orders']);
    expect(names('arn:aws:rds:us-east-1:1:db:orders')).toEqual([
      'orders',
      'orders-r1',
    ]);
  });
});

describe('operations', () => {
  const supported = (...args: Parameters<typeof evaluate>) =>
    Object.entries(evaluate(...args).operations)
      .filter(([, support]) => support?.supported)
      .map(([operation]) => operation);

  it('are offered for a database with a record', () => {
    const own = [
      ...['bind', 'change', 'remove', 'backup', 'restore'],
      ...[
        'delete-backup',
        'restart',
        'hibernate',
        'rotate-password',
        'reveal-credentials',
      ],
    ];
    expect(supported().sort()).toEqual(own.sort());
    expect(supported({ MultiAZ: true })).toContain('switchover');
    expect(
      supported({ ReadReplicaDBInstanceIdentifiers: ['r'] }),
    ).not.toContain('hibernate');
  });
  it('except bind and what only reads are not offered for an instance that another tool manages', () => {
    const reason = message('managedByStack', { stack: 'okctl' });
    const manager = { name: 'CloudFormation', obstacle: reason };
    const recorded = { record, manager };
    expect(supported({}, { recorded })).toEqual([
      ...['bind', 'restore', 'reveal-credentials'],
    ]);
    expect(evaluate({}, { recorded }).operations.change).toEqual({
      supported: false,
      reason,
    });
  });
  it('are not offered for a member of a cluster', () => {
    expect(supported({ DBClusterIdentifier: 'c1' })).toEqual([]);
  });
  it('are blocked by a change in progress', () => {
    expect(
      evaluate({ DBInstanceStatus: 'modifying' }).operations.change,
    ).toEqual({
      supported: true,
      obstacle: message('statusObstacle', { status: message('isModified') }),
    });
  });
  it('include a change that corrects a problem', () => {
    const full = evaluate({ DBInstanceStatus: 'storage-full' }).operations;
    expect(full.change).toEqual({ supported: true });
    expect(full.restart).toHaveProperty('obstacle');
  });
  it('name the pending changes that are applied with a change', () => {
    const PendingModifiedValues = { DBInstanceClass: 'db.m7g.large' };
    expect(evaluate({ PendingModifiedValues }).operations.change).toEqual({
      supported: true,
      reason: message('pendingApplied', { fields: 'DBInstanceClass' }),
    });
  });
  it('do not remove a stopped database that is protected, and start it', () => {
    const { remove, hibernate } = evaluate({
      DBInstanceStatus: 'stopped',
    }).operations;
    expect(remove).toMatchObject({ obstacle: message('protectedAndStopped') });
    expect(hibernate).not.toHaveProperty('obstacle');
  });
  it('start a database whose KMS key is usable again', () => {
    const DBInstanceStatus = 'inaccessible-encryption-credentials-recoverable';
    expect(
      evaluate({ DBInstanceStatus }).operations.hibernate,
    ).not.toHaveProperty('obstacle');
  });
  it('do not remove a database with read replicas', () => {
    const ReadReplicaDBInstanceIdentifiers = ['orders-r1'];
    expect(
      evaluate({ ReadReplicaDBInstanceIdentifiers }).operations.remove,
    ).toMatchObject({
      obstacle: message('replicasPromoted', { replicas: 'orders-r1' }),
    });
  });
});

it('derives the progress of a create', () => {
  const stepsOf = (instance: Partial<DBInstance>) =>
    evaluate(instance).steps.map(({ id, state }) => `${id} ${state}`);
  expect(
    stepsOf({ DBInstanceStatus: 'creating', Endpoint: undefined }),
  ).toEqual(['instance running', 'credentials pending', 'backup pending']);
  expect(stepsOf({ DBInstanceStatus: 'backing-up' })).toEqual([
    'instance done',
    'credentials done',
    'backup running',
  ]);
  expect(
    stepsOf({ DBInstanceStatus: 'failed', Endpoint: undefined }),
  ).toContain('instance failed');
  const LatestRestorableTime = new Date('2030-02-01T11:50:00Z');
  expect(stepsOf({ LatestRestorableTime }).at(-1)).toBe('backup done');
});

describe('a restored database', () => {
  const restored = {
    from: 'aws-rds:123456789012/eu-west-1/source',
    resourceId: 'db-SOURCE',
    incomplete: true,
  };
  const created = { InstanceCreateTime: new Date(now.getTime() - 600_000) };
  const withRecord = (more = {}) => ({
    recorded: { record: { ...record, restored: { ...restored, ...more } } },
  });

  it('is changing until its settings are set', () => {
    const steps = (more = {}) =>
      evaluate(created, withRecord(more)).steps.map(
        ({ id, state }) => `${id} ${state}`,
      );
    expect(evaluate(created, withRecord())).toMatchObject({
      status: { state: 'changing', reason: message('restoreCompletes') },
      attention: [],
    });
    expect(steps()[1]).toBe('settings running');
    expect(steps({ incomplete: undefined })[1]).toBe('settings done');
    expect(
      evaluate(created, withRecord({ incomplete: undefined })).status.state,
    ).toBe('unknown');
  });

  it('needs attention if that takes more than an hour', () => {
    expect(attentionOf({}, withRecord())).toEqual([
      'warning restore-incomplete',
    ]);
    expect(attentionOf({}, withRecord({ incomplete: undefined }))).toEqual([]);
  });

  it('has the database of its record, which AWS does not report for a snapshot', () => {
    const spec = { ...record.spec, database: 'shop' };
    expect(
      evaluate(
        { DBName: undefined },
        { recorded: { record: { ...record, spec } } },
      ).database,
    ).toBe('shop');
  });
});

it('says before a restore that AWS upgrades a version without standard support', () => {
  const details = {
    supportEnds: { value: new Map([['17', '2030-01-31T00:00:00.000Z']]) },
  };
  const reason = (instance: Partial<DBInstance>) =>
    evaluate(instance, { details }).operations.restore?.reason;
  expect(reason({})).toEqual(
    message('restoreUpgrades', { at: '2030-01-31T00:00:00.000Z' }),
  );
  expect(
    reason({ EngineLifecycleSupport: 'open-source-rds-extended-support' }),
  ).toEqual(message('restoreDiffers'));
  expect(evaluate().operations.restore?.reason).toEqual(
    message('restoreDiffers'),
  );
});

it('rotates only a password that AWS manages, in a secret that it can rotate', () => {
  const support = (instance: Partial<DBInstance>) =>
    evaluate(instance).operations['rotate-password'];
  expect(support({ MasterUserSecret: undefined })).toEqual({
    supported: false,
    reason: message('passwordNotManaged'),
  });
  const impaired = { SecretArn: 'arn', SecretStatus: 'impaired' };
  expect(support({ MasterUserSecret: impaired })).toMatchObject({
    supported: true,
    obstacle: message('secretObstacle', { status: 'impaired' }),
  });
  expect(support({})).toEqual({
    supported: true,
    reason: message('rotationTakes'),
  });
});

it('is not restored without a record', () => {
  expect(evaluate({}, { recorded: {} }).operations.restore).toEqual({
    supported: false,
    reason: providerMessage('notBound'),
  });
});
