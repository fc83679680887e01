import {
  kubernetesMessage,
  items,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  createSnapshot,
  aJobPod,
  aPart,
  aPod,
  aSlice,
  kindStatus,
  notReady,
  NOW,
} from '../__testUtils__/createSnapshot';
import { idsOf } from '../__testUtils__/idsOf';
import { ObservationLog } from '../__testUtils__/ObservationLog';
import { message } from '../messages';
import type { CloudNativePgSnapshot } from '../model';
import { toDatabase } from './toDatabase';

const say = (
  snapshot: CloudNativePgSnapshot,
  log = new ObservationLog(),
  now = NOW,
) => log.database(snapshot, now);
const state = (
  snapshot: CloudNativePgSnapshot,
  log?: ObservationLog,
  now = NOW,
) => {
  const { status } = say(snapshot, log, now);
  return `${status.state}: ${idsOf(status.reason)}`;
};
const rows = (snapshot: CloudNativePgSnapshot) =>
  say(snapshot).attention.map(({ id }) => id);
const later = (ms: number) => new Date(NOW.getTime() + ms);

/** Returns the first state, and the state after that time without a change. */
function thenAfter(snapshot: CloudNativePgSnapshot, ms: number): string[] {
  const log = new ObservationLog();
  const first = state(snapshot, log);
  expect(log.recheckAt).toBeLessThanOrEqual(NOW.getTime() + ms);
  return [first, state(snapshot, log, later(ms))];
}

it('is working only when all is well', () => {
  expect(say(createSnapshot())).toMatchObject({
    ref: 'cloudnative-pg:test/shop/orders',
    location: 'test/shop',
    database: 'shop',
    user: 'keeper',
    serverVersion: '17.6',
    status: {
      state: 'working',
      reason: {
        id: 'kubernetes.runningInstances',
        params: { ready: 2, desired: 2 },
      },
    },
    usable: { value: true },
    safe: { value: false },
    summary: { instances: { total: 2, working: 2 }, storageBytes: 2 ** 30 },
    endpoints: [
      { purpose: 'read-write', host: 'orders-rw.shop.svc', port: 5432 },
      { purpose: 'read-only', host: 'orders-ro.shop.svc' },
    ],
  });
});

it('quotes an unknown phase, in grey', () => {
  const snapshot = createSnapshot({
    status: { phase: 'Reticulating splines', phaseReason: 'because.' },
  });
  expect(state(snapshot)).toBe(
    'unknown: kubernetes.withReason(provider.verbatim(Reticulating splines), because)',
  );
});

it.each([
  ['Not enough disk space', 'attention: cloudnativePg.diskFull'],
  ['Waiting for user action', 'attention: cloudnativePg.waitsForSwitchover'],
  [
    'Cluster is unrecoverable and needs manual intervention',
    'attention: cloudnativePg.instanceNotCreated',
  ],
  ['Invalid cluster definition', 'attention: cloudnativePg.definitionInvalid'],
  [
    'Upgrading Postgres major version',
    'changing: cloudnativePg.upgradingMajorVersion',
  ],
  ['Cluster upgrade delayed', 'changing: cloudnativePg.waitingForRollout'],
  ['constructor', 'unknown: provider.verbatim(constructor)'],
])('%s is %s', (phase, expected) => {
  expect(state(createSnapshot({ status: { phase } }))).toBe(expected);
});

describe('a phase alone is not health', () => {
  it('is unknown at first if the primary is missing, then reports it', () => {
    const snapshot = createSnapshot({}, { pods: [aPod('orders-2')] });
    const [first, then] = thenAfter(snapshot, 1_000);
    expect(first).toBe('unknown: kubernetes.primaryDoesNotRespond(orders-1)');
    expect(then).toBe('attention: kubernetes.primaryHasNoPod(orders-1)');
  });

  it('waits for a standby for a minute', () => {
    const snapshot = createSnapshot(
      {},
      { pods: [aPod('orders-1'), aPod('orders-2', notReady)] },
    );
    expect(thenAfter(snapshot, 60_000)).toEqual([
      'changing: kubernetes.waitingForStandby(orders-2)',
      'attention: kubernetes.standbyNotReady(orders-2)',
    ]);
  });

  it('reports a service without endpoints', () => {
    const snapshot = createSnapshot(
      {},
      { endpointSlices: [aSlice('orders-rw', [])] },
    );
    expect(thenAfter(snapshot, 10_000)).toEqual([
      'unknown: kubernetes.primaryHasNoEndpoint',
      'attention: kubernetes.serviceHasNoEndpoints(orders-rw)',
    ]);
    expect(say(snapshot).usable.value).toBe(false);
  });

  it('counts by the operator if pods cannot be read, and reports that', () => {
    const known = { instancesStatus: { healthy: ['orders-1', 'orders-2'] } };
    const unseen = {
      pods: [],
      statuses: { pods: kindStatus('forbidden', 'pods is forbidden') },
    };
    const snapshot = createSnapshot({ status: known }, unseen);
    expect(state(snapshot)).toMatch(/^working/);
    expect(rows(snapshot)).toContain('unseen');
    expect(
      state(
        createSnapshot(
          { status: { instancesStatus: { healthy: ['orders-1'] } } },
          unseen,
        ),
      ),
    ).not.toMatch(/^working/);
  });

  it('quotes the operator if neither pods nor endpoints can be read', () => {
    const status = { instancesStatus: { healthy: ['orders-1', 'orders-2'] } };
    const pods = kindStatus('forbidden');
    const usable = (statuses: Record<string, typeof pods>) =>
      toDatabase(createSnapshot({ status }, { pods: [], statuses }), NOW)
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

it('reports a cause once', () => {
  const snapshot = createSnapshot(
    { status: { phase: 'Not enough disk space' } },
    { pods: [aPod('orders-2')] },
  );
  const log = new ObservationLog();
  say(snapshot, log);
  const { attention } = say(snapshot, log, later(5_000));
  expect(attention.map(({ id }) => id)).toEqual(['phase', 'no-backup']);
});

it('needs no attention for a single instance that restarts on request, but for one that does not', () => {
  const one = { instances: 1 };
  const status = { instances: 1, instanceNames: ['orders-1'] };
  const waiting = 'Waiting for the instances to become active';
  const down = (phase: string) =>
    createSnapshot(
      { spec: one, status: { ...status, phase } },
      { pods: [aPod('orders-1', notReady)] },
    );
  const up = createSnapshot(
    { spec: one, status },
    { pods: [aPod('orders-1')] },
  );

  const planned = new ObservationLog();
  state(up, planned);
  state(down('Upgrading cluster'), planned);
  expect(state(down(waiting), planned)).toMatch(
    /^changing: .*\(cloudnativePg\.restartingInstances, orders-1, /,
  );

  const crashed = new ObservationLog();
  state(up, crashed);
  state(down(waiting), crashed);
  expect(state(down(waiting), crashed, later(1_000))).toBe(
    'attention: kubernetes.primaryNotReady(orders-1)',
  );
});

it('reports an operator that does not begin, or does not finish', () => {
  const fresh = createSnapshot(
    {
      status: { phase: undefined, currentPrimary: undefined },
      creationTimestamp: NOW.toISOString(),
    },
    { pods: [] },
  );
  expect(thenAfter(fresh, 120_000)).toEqual([
    'changing: kubernetes.accepted',
    'attention: kubernetes.changeTakesLong(kubernetes.accepted)',
  ]);
  const moving = createSnapshot({
    status: { phase: 'Switchover in progress' },
  });
  expect(thenAfter(moving, 300_000)[1]).toBe(
    'attention: kubernetes.changeTakesLong(cloudnativePg.movingPrimary)',
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
    const snapshot = createSnapshot(
      { status: { phase: 'Upgrading cluster' } },
      { pods: [aPod('orders-1'), pod] },
    );
    expect(say(snapshot).attention[0]).toMatchObject({
      id: 'pod:orders-2',
      evidence: expect.stringContaining(`${reason}, said so`),
    });
    expect(state(snapshot)).toMatch(
      /^attention: kubernetes\.pod\w+\(orders-2\)$/,
    );
  });

  it('a failed Job, until a later one succeeds', () => {
    const failed = aJobPod('orders-1', 'initdb', {
      phase: 'Failed',
      containerStatuses: [
        { name: 'initdb', state: { terminated: { reason: 'Error' } } },
      ],
    });
    const again = aJobPod('orders-1', 'initdb', { phase: 'Running' });
    const done = aJobPod('orders-1', 'initdb', { phase: 'Succeeded' });
    expect(state(createSnapshot(creating, { pods: [failed, again] }))).toBe(
      'attention: kubernetes.podFailed(orders-1 (initdb))',
    );
    expect(state(createSnapshot(creating, { pods: [failed, done] }))).toMatch(
      /^changing/,
    );
  });

  it('an unschedulable one, after a while', () => {
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
      createSnapshot(creating, { pods: [pod] }),
      15_000,
    );
    expect(first).toMatch(/^changing/);
    expect(then).toBe(
      'attention: kubernetes.podUnschedulable(orders-1 (initdb))',
    );
  });
});

describe('on request', () => {
  it('fences the primary, or all', () => {
    for (const names of ['["orders-1"]', '["*"]']) {
      const snapshot = createSnapshot({
        annotations: { 'cnpg.io/fencedInstances': names },
      });
      expect(state(snapshot)).toMatch(
        /^changing: kubernetes\.instancesFenced\(orders-1/,
      );
      expect(say(snapshot)).toMatchObject({
        usable: { value: false },
        fenced: expect.arrayContaining(['orders-1']),
      });
      expect(rows(snapshot)).toContain('fenced');
    }
  });

  it('does not take a fenced standby for the reason why the primary is missing', () => {
    const snapshot = createSnapshot(
      { annotations: { 'cnpg.io/fencedInstances': '["orders-2"]' } },
      { pods: [aPod('orders-2')] },
    );
    expect(thenAfter(snapshot, 1_000)[1]).toMatch(
      /^attention: kubernetes\.primary\w+\(orders-1/,
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
    const snapshot = createSnapshot(asleep, { pods: [], endpointSlices: [] });
    expect(state(snapshot)).toBe('changing: kubernetes.hibernated');
    expect(say(snapshot)).toMatchObject({
      status: { lasting: true },
      ...{ hibernated: true, usable: { value: false } },
    });
    expect(
      state(
        createSnapshot({ deletionTimestamp: NOW.toISOString() }, { pods: [] }),
      ),
    ).toBe('changing: provider.beingRemoved');
  });

  it('adds and removes instances', () => {
    expect(state(createSnapshot({ spec: { instances: 3 } }))).toBe(
      'changing: kubernetes.addingInstance(2, 3)',
    );
    expect(state(createSnapshot({ spec: { instances: 1 } }))).toBe(
      'changing: kubernetes.removingInstances(1, 2)',
    );
  });
});

it('is changing after a change of the definition until the operator has had time to begin', () => {
  const log = new ObservationLog();
  const defined = (generation: number, phase = 'Cluster in healthy state') =>
    createSnapshot({ generation, status: { phase } });
  const says = (snapshot: CloudNativePgSnapshot, ms: number) =>
    state(snapshot, log, later(ms));
  expect(says(defined(1), 0)).toMatch(/^working/);
  expect(says(defined(2), 100)).toBe('changing: kubernetes.definitionChanged');
  expect(says(defined(2), 5_000)).toMatch(/^changing/);
  expect(says(defined(2), 5_200)).toMatch(/^working/);
  expect(says(defined(3), 6_000)).toBe(
    'changing: kubernetes.definitionChanged',
  );
  expect(says(defined(3, 'Applying configuration'), 6_400)).toBe(
    'changing: cloudnativePg.applyingConfiguration',
  );
  expect(says(defined(3), 6_800)).toMatch(/^working/);
});

describe('parts', () => {
  const certificates = (text: string) =>
    createSnapshot({
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
    [
      '2026-11-25 12:00:00 +0000 UTC',
      'kubernetes.certificateExpires(shop-tls, 4)',
    ],
    [
      '2026-11-20 12:00:00 +0000 UTC',
      'kubernetes.certificateExpired(shop-tls)',
    ],
  ])('a certificate of %s', (text, expected) => {
    expect(state(certificates(text))).toBe(`attention: ${expected}`);
    expect(state(certificates('2026-12-25 12:00:00 +0000 UTC'))).toMatch(
      /^working/,
    );
  });

  it('a declared role and database with their errors', () => {
    const snapshot = createSnapshot(
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
    expect(say(snapshot).attention).toMatchObject([
      {
        id: 'role:reporting',
        evidence: providerMessage('verbatim', { text: 'no such role' }),
      },
      {
        id: 'database:x',
        evidence: providerMessage('verbatim', { text: 'no owner' }),
      },
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
      say(createSnapshot({ spec }, parts)).attention.map(
        ({ nextStep }) => nextStep.id,
      );
    expect(advice({ backups: [] })).toEqual(['provider.takeBackup']);
    expect(advice({ backups })).toEqual(['kubernetes.waitForBackup']);
  });

  it('a lost volume', () => {
    const snapshot = createSnapshot(
      {},
      {
        volumeClaims: [
          aPart('volumeClaims', 'orders-1', { status: { phase: 'Lost' } }),
        ],
      },
    );
    expect(state(snapshot)).toBe(
      'attention: kubernetes.volumeHasProblem(orders-1)',
    );
  });

  it('what Backstage may not read, in one row, without attention', () => {
    const snapshot = createSnapshot(
      {},
      {
        statuses: {
          backups: kindStatus('forbidden', 'no'),
          poolers: kindStatus('forbidden', 'no'),
        },
      },
    );
    expect(
      say(snapshot).attention.find(({ id }) => id === 'unseen'),
    ).toMatchObject({
      what: {
        id: 'kubernetes.cannotRead',
        params: {
          what: items(
            kubernetesMessage('backupObjects'),
            kubernetesMessage('poolers'),
          ),
        },
      },
      nextStep: {
        text: expect.stringContaining(
          'list, watch on backups.postgresql.cnpg.io',
        ),
      },
    });
    expect(state(snapshot)).toMatch(/^working/);
  });
});

describe('operations', () => {
  const reasons = (snapshot: CloudNativePgSnapshot) =>
    Object.fromEntries(
      Object.entries(say(snapshot).operations)
        .filter(([, { supported }]) => !supported)
        .map(([name, { reason }]) => [name, reason]),
    );

  it('are all supported for a bound database with a backup', () => {
    const snapshot = createSnapshot({
      spec: { backup: { barmanObjectStore: {} } },
      status: { lastSuccessfulBackup: '2026-11-21T10:00:00Z' },
    });
    expect(reasons(snapshot)).toEqual({});
  });

  it('are only bind for an unbound database', () => {
    const snapshot = createSnapshot({
      record: { binding: undefined, created: undefined },
    });
    expect(say(snapshot)).toMatchObject({
      binding: undefined,
      user: undefined,
      steps: [],
    });
    expect(Object.keys(reasons(snapshot))).toHaveLength(12);
    expect(reasons(snapshot).bind).toBeUndefined();
  });

  it('name the tool and the object for a GitOps-managed database', () => {
    const snapshot = createSnapshot({
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'apps',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux',
      },
    });
    expect(reasons(snapshot)).toMatchObject({
      change: {
        id: 'kubernetes.managedBy',
        params: {
          tool: 'Flux',
          where: {
            id: 'kubernetes.changeInGitOfKustomization',
            params: { name: 'flux/apps' },
          },
        },
      },
    });
    expect(say(snapshot).operations['rotate-password']).toEqual({
      supported: true,
    });
  });

  it('need another ready instance', () => {
    const single = createSnapshot(
      { spec: { instances: 1 }, status: { instanceNames: ['orders-1'] } },
      { pods: [aPod('orders-1')] },
    );
    expect(reasons(single)).toMatchObject({
      switchover: { id: 'kubernetes.singleInstance' },
      'destroy-instance': { id: 'kubernetes.singleInstance' },
    });
    const snapshot = createSnapshot(
      {},
      { pods: [aPod('orders-1'), aPod('orders-2', notReady)] },
    );
    expect(reasons(snapshot).switchover).toEqual(message('noStandbyReady'));
  });

  it.each([
    [{ targetPrimary: 'orders-2' }, 'kubernetes.primaryMovesTo'],
    [{ targetPrimary: 'pending' }, 'kubernetes.primaryMoves'],
    [{ currentPrimary: undefined }, 'kubernetes.noPrimaryYet'],
  ])('wait for the primary: %j', (status, id) => {
    const obstacle = { supported: true, obstacle: { id } };
    expect(say(createSnapshot({ status })).operations).toMatchObject({
      switchover: obstacle,
      'destroy-instance': obstacle,
    });
  });
});

describe('steps', () => {
  const archived = { spec: { backup: { barmanObjectStore: {} } } };
  const steps = (snapshot: CloudNativePgSnapshot, log?: ObservationLog) =>
    say(snapshot, log).steps.map(({ id, state: at }) => `${id} ${at}`);

  it('end with a database that is backed up', () => {
    const condition = { type: 'ContinuousArchiving', status: 'True' };
    expect(steps(createSnapshot(archived))).toEqual([
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
    expect(steps(createSnapshot({ ...archived, status })).at(-1)).toBe(
      'backup done',
    );
  });

  it('report the next backup only while none runs', () => {
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
        createSnapshot(archived, { scheduledBackups: [scheduled], backups }),
      ).steps.at(-1);
    expect(last([])).toMatchObject({
      message: {
        id: 'kubernetes.nextBackupStarts',
        params: { at: '2026-11-22T02:00:00Z' },
      },
    });
    expect(last([first])?.message).toBeUndefined();
  });

  it('do not return with a restart', () => {
    const log = new ObservationLog();
    steps(createSnapshot(), log);
    const down = createSnapshot(
      { status: { phase: 'Upgrading cluster' } },
      { pods: [], endpointSlices: [] },
    );
    expect(steps(down, log).every(step => step.endsWith('done'))).toBe(true);
  });

  it('report where and why a create does not continue', () => {
    const pod = aJobPod('orders-1', 'initdb', {
      phase: 'Pending',
      containerStatuses: [
        {
          name: 'initdb',
          state: { waiting: { reason: 'ErrImagePull', message: 'refused' } },
        },
      ],
    });
    const snapshot = createSnapshot(
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
    expect(say(snapshot).steps[2]).toMatchObject({
      id: 'instance',
      state: 'running',
      message: {
        id: 'kubernetes.withEvidence',
        params: {
          what: { id: 'kubernetes.podCannotPullImage' },
          evidence: expect.stringContaining('refused'),
        },
      },
    });
  });
});

it('does not show the archive folder as an option: a restored copy gets its own', () => {
  const options = { backup: { target: 'main', folder: 'orders-1-pg17' } };
  const { spec } = toDatabase(
    createSnapshot({ record: { spec: { options } } }),
    NOW,
  );
  expect(spec).toEqual({ options: { backup: { target: 'main' } } });
});

it('no longer reports a failed backup once backups are turned off', () => {
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
  const { attention, summary } = toDatabase(createSnapshot({ status }), NOW);
  expect(attention.map(({ id }) => id)).toEqual(['no-backup']);
  expect(summary.lastFailedBackupAt).toBeUndefined();
});
