import {
  aFoundDatabase,
  aJobPod,
  aPart,
  aPod,
  aSlice,
  kindStatus,
  notReady,
  NOW,
} from '../__testUtils__/aFoundDatabase';
import { Looks } from '../__testUtils__/Looks';
import type { FoundDatabase } from '../model';
import { toDatabase } from './toDatabase';

const say = (found: FoundDatabase, looks = new Looks(), now = NOW) =>
  looks.database(found, now);
const state = (found: FoundDatabase, looks?: Looks, now = NOW) => {
  const { status } = say(found, looks, now);
  return `${status.state}: ${status.reason}`;
};
const rows = (found: FoundDatabase) => say(found).attention.map(({ id }) => id);
const later = (ms: number) => new Date(NOW.getTime() + ms);

/** Says what holds at first, and what after so long without a change. */
function thenAfter(found: FoundDatabase, ms: number): string[] {
  const looks = new Looks();
  const first = state(found, looks);
  expect(looks.recheckAt).toBeLessThanOrEqual(NOW.getTime() + ms);
  return [first, state(found, looks, later(ms))];
}

it('is working only when all is well', () => {
  expect(say(aFoundDatabase())).toMatchObject({
    ref: 'cloudnative-pg:test/shop/orders',
    location: 'test/shop',
    database: 'shop',
    user: 'keeper',
    serverVersion: '17.6',
    status: { state: 'working', reason: 'Running, 2 of 2 instances ready' },
    usable: { value: true },
    safe: { value: false },
    summary: { members: { total: 2, working: 2 }, storageBytes: 2 ** 30 },
    endpoints: [
      { purpose: 'read-write', host: 'orders-rw.shop.svc', port: 5432 },
      { purpose: 'read-only', host: 'orders-ro.shop.svc' },
    ],
  });
});

it('repeats a phase that it does not know, grey', () => {
  const found = aFoundDatabase({
    status: { phase: 'Reticulating splines', phaseReason: 'because.' },
  });
  expect(state(found)).toBe('unknown: Reticulating splines: because');
});

it.each([
  [
    'Not enough disk space',
    'attention: The disk is full, and PostgreSQL is stopped',
  ],
  [
    'Waiting for user action',
    'attention: Waiting for a manual switchover to finish an update',
  ],
  [
    'Cluster is unrecoverable and needs manual intervention',
    'attention: An instance could not be created',
  ],
  [
    'Invalid cluster definition',
    'attention: Platform problem: the definition is not valid',
  ],
  [
    'Upgrading Postgres major version',
    'changing: Upgrading to a new major version of PostgreSQL; it does not run meanwhile',
  ],
  [
    'Cluster upgrade delayed',
    "changing: Waiting for the operator's turn to roll out a change",
  ],
  ['constructor', 'unknown: constructor'],
])('%s is %s', (phase, expected) => {
  expect(state(aFoundDatabase({ status: { phase } }))).toBe(expected);
});

describe('a phase alone is not health', () => {
  it('does not know why the primary is away, then says that it is', () => {
    const found = aFoundDatabase({}, { pods: [aPod('orders-2')] });
    const [first, then] = thenAfter(found, 1_000);
    expect(first).toMatch(/^unknown: The primary orders-1/);
    expect(then).toBe('attention: The primary orders-1 has no pod');
  });

  it('waits for a standby for a minute', () => {
    const found = aFoundDatabase(
      {},
      { pods: [aPod('orders-1'), aPod('orders-2', notReady)] },
    );
    expect(thenAfter(found, 60_000)).toEqual([
      'changing: Waiting for standby orders-2, which is not ready',
      'attention: Standby orders-2 is not ready',
    ]);
  });

  it('sees a service that leads nowhere', () => {
    const found = aFoundDatabase(
      {},
      { endpointSlices: [aSlice('orders-rw', [])] },
    );
    expect(thenAfter(found, 10_000)).toEqual([
      'unknown: The service of the primary has no endpoint yet',
      'attention: The service orders-rw has no endpoints although the primary is ready',
    ]);
    expect(say(found).usable.value).toBe(false);
  });

  it('counts by the operator where pods cannot be read, and says so', () => {
    const known = { instancesStatus: { healthy: ['orders-1', 'orders-2'] } };
    const unseen = {
      pods: [],
      statuses: { pods: kindStatus('forbidden', 'pods is forbidden') },
    };
    const found = aFoundDatabase({ status: known }, unseen);
    expect(state(found)).toMatch(/^working/);
    expect(rows(found)).toContain('unseen');
    expect(
      state(
        aFoundDatabase(
          { status: { instancesStatus: { healthy: ['orders-1'] } } },
          unseen,
        ),
      ),
    ).not.toMatch(/^working/);
  });

  it('quotes the operator where neither pods nor endpoints can be read', () => {
    const status = { instancesStatus: { healthy: ['orders-1', 'orders-2'] } };
    const pods = kindStatus('forbidden');
    const usable = (statuses: Record<string, typeof pods>) =>
      toDatabase(aFoundDatabase({ status }, { pods: [], statuses }), NOW)
        .usable;
    expect(usable({ pods, endpointSlices: pods })).toMatchObject({
      value: true,
      source: 'engine',
    });
    expect(usable({ pods })).toMatchObject({
      value: true,
      source: 'readiness',
    });
  });
});

it('tells a cause once', () => {
  const found = aFoundDatabase(
    { status: { phase: 'Not enough disk space' } },
    { pods: [aPod('orders-2')] },
  );
  const looks = new Looks();
  say(found, looks);
  const { attention } = say(found, looks, later(5_000));
  expect(attention.map(({ id }) => id)).toEqual(['phase', 'no-backup']);
});

it('is calm about a single instance that is restarted on purpose, and not about one that is not', () => {
  const one = { instances: 1 };
  const status = { instances: 1, instanceNames: ['orders-1'] };
  const waiting = 'Waiting for the instances to become active';
  const down = (phase: string) =>
    aFoundDatabase(
      { spec: one, status: { ...status, phase } },
      { pods: [aPod('orders-1', notReady)] },
    );
  const up = aFoundDatabase(
    { spec: one, status },
    { pods: [aPod('orders-1')] },
  );

  const planned = new Looks();
  state(up, planned);
  state(down('Upgrading cluster'), planned);
  expect(state(down(waiting), planned)).toMatch(/^changing: Restarting/);

  const crashed = new Looks();
  state(up, crashed);
  state(down(waiting), crashed);
  expect(state(down(waiting), crashed, later(1_000))).toBe(
    'attention: The primary orders-1 is not ready',
  );
});

it('says when the operator does not begin, or does not end', () => {
  const fresh = aFoundDatabase(
    {
      status: { phase: undefined, currentPrimary: undefined },
      creationTimestamp: NOW.toISOString(),
    },
    { pods: [] },
  );
  expect(thenAfter(fresh, 120_000)).toEqual([
    expect.stringMatching(/^changing: Accepted/),
    expect.stringMatching(
      /^attention: A change takes longer than expected: Accepted/,
    ),
  ]);
  const moving = aFoundDatabase({
    status: { phase: 'Switchover in progress' },
  });
  expect(thenAfter(moving, 300_000)[1]).toMatch(
    /^attention: A change takes longer/,
  );
});

describe('pods that cannot run', () => {
  const creating = {
    status: {
      phase: 'Setting up primary',
      currentPrimary: undefined,
      instanceNames: [],
    },
  };

  it.each([
    'ImagePullBackOff',
    'CrashLoopBackOff',
    'CreateContainerConfigError',
  ])('%s', reason => {
    const pod = aPod('orders-2', {
      status: {
        conditions: [],
        containerStatuses: [
          {
            name: 'postgres',
            state: { waiting: { reason, message: 'said so' } },
          },
        ],
      },
    });
    const found = aFoundDatabase(
      { status: { phase: 'Upgrading cluster' } },
      { pods: [aPod('orders-1'), pod] },
    );
    expect(say(found).attention[0]).toMatchObject({
      id: 'pod:orders-2',
      evidence: expect.stringContaining(`${reason}, said so`),
    });
    expect(state(found)).toMatch(/^attention: Instance orders-2/);
  });

  it('a Job that failed, until a later one succeeds', () => {
    const failed = aJobPod('orders-1', 'initdb', {
      phase: 'Failed',
      containerStatuses: [
        { name: 'initdb', state: { terminated: { reason: 'Error' } } },
      ],
    });
    const again = aJobPod('orders-1', 'initdb', { phase: 'Running' });
    const done = aJobPod('orders-1', 'initdb', { phase: 'Succeeded' });
    expect(state(aFoundDatabase(creating, { pods: [failed, again] }))).toBe(
      'attention: Instance orders-1 (initdb) failed',
    );
    expect(state(aFoundDatabase(creating, { pods: [failed, done] }))).toMatch(
      /^changing/,
    );
  });

  it('one that finds no node, once it has waited', () => {
    const pod = aJobPod('orders-1', 'initdb', {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          message: '0/3 nodes: Insufficient cpu',
        },
      ],
    });
    const [first, then] = thenAfter(
      aFoundDatabase(creating, { pods: [pod] }),
      15_000,
    );
    expect(first).toMatch(/^changing/);
    expect(then).toBe(
      'attention: Instance orders-1 (initdb) cannot be scheduled on a node',
    );
  });
});

describe('on purpose', () => {
  it('fences the primary, or all', () => {
    for (const names of ['["orders-1"]', '["*"]']) {
      const found = aFoundDatabase({
        annotations: { 'cnpg.io/fencedInstances': names },
      });
      expect(state(found)).toMatch(
        /^changing: Fenced: PostgreSQL is stopped on orders-1/,
      );
      expect(say(found)).toMatchObject({
        usable: { value: false },
        fenced: expect.arrayContaining(['orders-1']),
      });
      expect(rows(found)).toContain('fenced');
    }
  });

  it('does not take a fenced standby for the reason why the primary is away', () => {
    const found = aFoundDatabase(
      { annotations: { 'cnpg.io/fencedInstances': '["orders-2"]' } },
      { pods: [aPod('orders-2')] },
    );
    expect(thenAfter(found, 1_000)[1]).toMatch(
      /^attention: The primary orders-1/,
    );
  });

  it('hibernates, and is removed', () => {
    const asleep = {
      annotations: { 'cnpg.io/hibernation': 'on' },
      status: {
        conditions: [
          { type: 'cnpg.io/hibernation', status: 'True', reason: 'Hibernated' },
        ],
      },
    };
    const found = aFoundDatabase(asleep, { pods: [], endpointSlices: [] });
    expect(state(found)).toBe(
      'changing: Hibernated: no instance runs, the data is kept',
    );
    expect(say(found)).toMatchObject({
      status: { lasting: true },
      ...{ hibernated: true, usable: { value: false } },
    });
    expect(
      state(
        aFoundDatabase({ deletionTimestamp: NOW.toISOString() }, { pods: [] }),
      ),
    ).toBe('changing: It is being removed');
  });

  it('adds and removes instances', () => {
    expect(state(aFoundDatabase({ spec: { instances: 3 } }))).toBe(
      'changing: Adding an instance (2 of 3 exist)',
    );
    expect(state(aFoundDatabase({ spec: { instances: 1 } }))).toBe(
      'changing: Removing 1 of 2 instances',
    );
  });
});

it('is changing from a changed definition on, until the operator has had time to begin', () => {
  const looks = new Looks();
  const defined = (generation: number, phase = 'Cluster in healthy state') =>
    aFoundDatabase({ generation, status: { phase } });
  const says = (found: FoundDatabase, ms: number) =>
    state(found, looks, later(ms));
  expect(says(defined(1), 0)).toMatch(/^working/);
  expect(says(defined(2), 100)).toBe(
    'changing: Its definition was changed; the operator has not begun yet',
  );
  expect(says(defined(2), 5_000)).toMatch(/^changing/);
  expect(says(defined(2), 5_200)).toMatch(/^working/);
  expect(says(defined(3), 6_000)).toMatch(/^changing: Its definition/);
  expect(says(defined(3, 'Applying configuration'), 6_400)).toBe(
    'changing: Applying configuration',
  );
  expect(says(defined(3), 6_800)).toMatch(/^working/);
});

describe('parts', () => {
  const certificates = (text: string) =>
    aFoundDatabase({
      status: {
        certificates: {
          expirations: {
            'shop-tls': text,
            'orders-ca': '2027-02-19 01:05:27 +0000 UTC',
          },
        },
      },
    });

  it.each([
    ['2026-11-25 12:00:00 +0000 UTC', 'Certificate shop-tls expires in 4 days'],
    ['2026-11-20 12:00:00 +0000 UTC', 'Certificate shop-tls has expired'],
  ])('a certificate of %s', (text, expected) => {
    expect(state(certificates(text))).toBe(`attention: ${expected}`);
    expect(state(certificates('2026-12-25 12:00:00 +0000 UTC'))).toMatch(
      /^working/,
    );
  });

  it('a declared role and database with their errors', () => {
    const found = aFoundDatabase(
      {
        status: {
          managedRolesStatus: {
            cannotReconcile: { reporting: ['no such role'] },
          },
        },
      },
      {
        databases: [
          aPart('databases', 'orders-x', {
            spec: { name: 'x' },
            status: { applied: false, message: 'no owner' },
          }),
        ],
      },
    );
    expect(say(found).attention).toMatchObject([
      { id: 'role:reporting', evidence: 'no such role' },
      { id: 'database:x', evidence: 'no owner' },
      { id: 'no-backup' },
    ]);
  });

  it('no backup, and waits for the one that runs', () => {
    const backups = [
      aPart('backups', 'first', {
        spec: { cluster: { name: 'orders' } },
        status: { phase: 'running', startedAt: NOW.toISOString() },
      }),
    ];
    const spec = {
      plugins: [
        { name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true },
      ],
    };
    const advice = (parts: object) =>
      say(aFoundDatabase({ spec }, parts)).attention.map(
        ({ nextStep }) => nextStep.id,
      );
    expect(advice({ backups: [] })).toEqual(['kubernetes.takeBackup']);
    expect(advice({ backups })).toEqual(['kubernetes.waitForBackup']);
  });

  it('a volume that is lost', () => {
    const found = aFoundDatabase(
      {},
      {
        volumeClaims: [
          aPart('volumeClaims', 'orders-1', { status: { phase: 'Lost' } }),
        ],
      },
    );
    expect(state(found)).toBe('attention: Volume orders-1 has a problem');
  });

  it('what Backstage may not read, in one row, and no alarm', () => {
    const found = aFoundDatabase(
      {},
      {
        statuses: {
          backups: kindStatus('forbidden', 'no'),
          poolers: kindStatus('forbidden', 'no'),
        },
      },
    );
    expect(
      say(found).attention.find(({ id }) => id === 'unseen'),
    ).toMatchObject({
      what: {
        id: 'kubernetes.cannotSee',
        params: { what: 'backups, poolers' },
      },
      nextStep: {
        text: expect.stringContaining(
          'list and watch on backups.postgresql.cnpg.io',
        ),
      },
    });
    expect(state(found)).toMatch(/^working/);
  });
});

describe('operations', () => {
  const reasons = (found: FoundDatabase) =>
    Object.fromEntries(
      Object.entries(say(found).operations)
        .filter(([, { supported }]) => !supported)
        .map(([name, { reason }]) => [name, reason]),
    );

  it('are all there for a bound database with a backup', () => {
    const found = aFoundDatabase({
      spec: { backup: { barmanObjectStore: {} } },
      status: { lastSuccessfulBackup: '2026-11-21T10:00:00Z' },
    });
    expect(reasons(found)).toEqual({});
  });

  it('are none but bind for one that belongs to nobody', () => {
    const found = aFoundDatabase({
      record: { binding: undefined, created: undefined },
    });
    expect(say(found)).toMatchObject({
      binding: undefined,
      user: undefined,
      steps: [],
    });
    expect(Object.keys(reasons(found))).toHaveLength(11);
    expect(reasons(found).bind).toBeUndefined();
  });

  it('name the tool and the place for one that GitOps manages', () => {
    const found = aFoundDatabase({
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'apps',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux',
      },
    });
    expect(reasons(found)).toMatchObject({
      change: expect.stringContaining("Flux's Kustomization 'flux/apps'"),
    });
    expect(say(found).operations['rotate-password']).toEqual({
      supported: true,
    });
  });

  it('need another instance that is ready', () => {
    const single = aFoundDatabase(
      { spec: { instances: 1 }, status: { instanceNames: ['orders-1'] } },
      { pods: [aPod('orders-1')] },
    );
    expect(reasons(single)).toMatchObject({
      switchover: expect.stringContaining('one instance'),
      'remove-member': expect.stringContaining('one instance'),
    });
    const alone = aFoundDatabase(
      {},
      { pods: [aPod('orders-1'), aPod('orders-2', notReady)] },
    );
    expect(reasons(alone).switchover).toBe('No standby is ready to take over.');
  });
});

describe('steps', () => {
  const archived = { spec: { backup: { barmanObjectStore: {} } } };
  const steps = (found: FoundDatabase, looks?: Looks) =>
    say(found, looks).steps.map(({ id, state: at }) => `${id} ${at}`);

  it('lead to a database that is backed up', () => {
    const condition = { type: 'ContinuousArchiving', status: 'True' };
    expect(steps(aFoundDatabase(archived))).toEqual([
      'accepted done',
      'storage done',
      'instance done',
      'answers done',
      'login done',
      'credentials done',
      'copies done',
      'archive running',
      'backup pending',
    ]);
    const status = {
      conditions: [condition],
      lastSuccessfulBackup: '2026-11-21T10:00:00Z',
    };
    expect(steps(aFoundDatabase({ ...archived, status })).at(-1)).toBe(
      'backup done',
    );
  });

  it('tell the next backup only while none runs', () => {
    const scheduled = aPart('scheduledBackups', 'nightly', {
      spec: { cluster: { name: 'orders' }, schedule: '0 0 2 * * *' },
      status: { nextScheduleTime: '2026-11-22T02:00:00Z' },
    });
    const first = aPart('backups', 'first', {
      spec: { cluster: { name: 'orders' } },
      status: { phase: 'running', startedAt: NOW.toISOString() },
    });
    const last = (backups: (typeof first)[]) =>
      say(
        aFoundDatabase(archived, { scheduledBackups: [scheduled], backups }),
      ).steps.at(-1);
    expect(last([])).toMatchObject({
      message: 'The next one begins at 2026-11-22T02:00:00Z.',
    });
    expect(last([first])?.message).toBeUndefined();
  });

  it('do not come back with a restart', () => {
    const looks = new Looks();
    steps(aFoundDatabase(), looks);
    const down = aFoundDatabase(
      { status: { phase: 'Upgrading cluster' } },
      { pods: [], endpointSlices: [] },
    );
    expect(steps(down, looks).every(step => step.endsWith('done'))).toBe(true);
  });

  it('tell where and why it does not go on', () => {
    const pod = aJobPod('orders-1', 'initdb', {
      phase: 'Pending',
      containerStatuses: [
        {
          name: 'initdb',
          state: { waiting: { reason: 'ErrImagePull', message: 'refused' } },
        },
      ],
    });
    const found = aFoundDatabase(
      {
        status: {
          phase: 'Setting up primary',
          currentPrimary: undefined,
          instanceNames: [],
        },
      },
      {
        pods: [pod],
        endpointSlices: [],
        volumeClaims: [
          aPart('volumeClaims', 'orders-1', { status: { phase: 'Bound' } }),
        ],
      },
    );
    expect(say(found).steps[2]).toMatchObject({
      id: 'instance',
      state: 'running',
      message: expect.stringContaining('refused'),
    });
  });
});

it('shows no folder of the archive as an option: a restored copy gets its own', () => {
  const options = { backup: { target: 'main', folder: 'orders-1-pg17' } };
  const { spec } = toDatabase(
    aFoundDatabase({ record: { spec: { options } } }),
    NOW,
  );
  expect(spec).toEqual({ options: { backup: { target: 'main' } } });
});

it('does not go on about a failed backup once backups are switched off', () => {
  const status = {
    lastFailedBackup: '2026-11-21T11:00:00Z',
    conditions: [
      {
        type: 'LastBackupSucceeded',
        status: 'False',
        reason: 'LastBackupFailed',
        lastTransitionTime: '2026-11-21T11:00:00Z',
      },
    ],
  };
  const { attention, summary } = toDatabase(aFoundDatabase({ status }), NOW);
  expect(attention.map(({ id }) => id)).toEqual(['no-backup']);
  expect(summary.lastFailedBackupAt).toBeUndefined();
});
