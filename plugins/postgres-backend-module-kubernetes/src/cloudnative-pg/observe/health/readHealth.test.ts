import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeConfig } from '@kubernetes/client-node';
import type {
  Message,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  Cluster,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  createSnapshot,
  aPart,
  aPod,
  aSlice,
  notReady,
  NOW,
} from '../../__testUtils__/createSnapshot';
import { CacheReplay } from '../../__testUtils__/CacheReplay';
import { idsOf } from '../../__testUtils__/idsOf';
import { readRecording } from '../../__testUtils__/recording';
import { message } from '../../messages';
import type { ClusterContext } from '../../model';
import { parseStatus, probePods, type Probe } from './instanceStatus';
import { healthOf } from './readHealth';

const probe = (status: object): Probe => ({
  status: parseStatus(JSON.stringify(status)),
});
const primary = (more: object = {}) =>
  probe({
    isPrimary: true,
    currentLsn: '0/2000',
    timeLineID: 3,
    replicationInfo: [
      {
        applicationName: 'orders-2',
        state: 'streaming',
        receivedLsn: '0/2000',
        writeLsn: '0/2000',
        flushLsn: '0/1F00',
        replayLsn: '0/1000',
        replayLag: '00:00:01.5',
        syncState: 'quorum',
      },
    ],
    replicationSlotsInfo: [
      {
        slotName: '_cnpg_orders_2',
        slotType: 'physical',
        active: false,
        restartLsn: '0/1000',
        walStatus: 'extended',
      },
    ],
    ...more,
  });
const standby = (more: object = {}) =>
  probe({
    isPrimary: false,
    isWalReceiverActive: true,
    replayLsn: '0/1000',
    ...more,
  });

describe('instances', () => {
  it('have the first one as the primary, even while it reports recovery', () => {
    const snapshot = createSnapshot({
      spec: { instances: 1 },
      status: { currentPrimary: undefined, instanceNames: ['orders-1'] },
    });
    snapshot.pods = [aPod('orders-1', notReady)];
    const { instances } = healthOf(
      snapshot,
      new Map([['orders-1', standby()]]),
      NOW,
    );
    expect(instances).toMatchObject([{ name: 'orders-1', role: 'primary' }]);
  });

  it('have a role, lag, node, zone and restarts', () => {
    const snapshot = createSnapshot(
      {},
      { endpointSlices: [aSlice('orders-rw', ['10.0.0.1'], 'zone-b')] },
    );
    const health = healthOf(
      snapshot,
      new Map([
        ['orders-1', primary()],
        ['orders-2', standby()],
      ]),
      NOW,
    );
    expect(health.instances).toMatchObject([
      {
        name: 'orders-1',
        role: 'primary',
        state: 'working',
        reason: message('primaryUp'),
        timeline: 3,
        node: 'node-a',
        zone: 'zone-b',
        restarts: 2,
      },
      {
        name: 'orders-2',
        role: 'standby',
        state: 'working',
        reason: message('streaming'),
        syncState: 'quorum',
        lag: {
          sentBytes: 0,
          writeBytes: 0,
          flushBytes: 256,
          replayBytes: 4096,
          replaySeconds: 1.5,
        },
      },
    ]);
    expect(health.slots).toEqual([
      {
        name: '_cnpg_orders_2',
        type: 'physical',
        active: false,
        retainedBytes: 4096,
        walStatus: 'extended',
      },
    ]);
    expect(health.forbidden).toEqual([]);
  });

  it.each<[string, Probe, Probe, Verdict['state'], Partial<Message>]>([
    [
      'paused',
      primary(),
      standby({ replayPaused: true }),
      'attention',
      message('replayPaused'),
    ],
    [
      'cut off',
      primary({ replicationInfo: [] }),
      standby({ isWalReceiverActive: false }),
      'attention',
      message('notConnected'),
    ],
    [
      'far behind',
      primary({
        replicationInfo: [
          {
            applicationName: 'orders-2',
            state: 'streaming',
            replayLsn: '0/1',
            replayLag: '00:10:00',
          },
        ],
      }),
      standby(),
      'attention',
      message('streamingBehind', { minutes: 10 }),
    ],
    [
      'catching up',
      primary({
        replicationInfo: [{ applicationName: 'orders-2', state: 'catchup' }],
      }),
      standby(),
      'changing',
      message('catchingUp'),
    ],
    [
      'waiting for a restart',
      primary(),
      standby({ pendingRestart: true }),
      'working',
      message('settingsRequireRestart', { state: message('streaming') }),
    ],
    [
      'down in a running pod',
      primary(),
      standby({
        mightBeUnavailable: true,
        mightBeUnavailableMaskedError: 'no socket',
      }),
      'attention',
      {
        id: 'kubernetes.down',
        params: { why: message('doesNotRespond', { error: 'no socket' }) },
      },
    ],
    [
      'not responding',
      primary(),
      { error: new Error('it took too long') },
      'unknown',
      message('managerDoesNotRespond', { error: 'it took too long' }),
    ],
    [
      'not accessible',
      { forbidden: true, error: new Error() },
      { forbidden: true, error: new Error() },
      'unknown',
      message('managerForbidden'),
    ],
  ])('one that is %s', (_, first, second, state, reason) => {
    const { instances, forbidden } = healthOf(
      createSnapshot(),
      new Map([
        ['orders-1', first],
        ['orders-2', second],
      ]),
      NOW,
    );
    expect(instances[1]).toMatchObject({ state, reason });
    expect(forbidden).toEqual(
      first.forbidden
        ? [
            {
              what: kubernetesMessage('statusOfInstances'),
              needs: kubernetesMessage('needsRights', {
                verbs: 'get',
                resource: 'pods/proxy',
              }),
            },
          ]
        : [],
    );
  });
});

describe('parts', () => {
  it('are UP or DOWN; an empty service is DOWN', () => {
    const snapshot = createSnapshot(
      {},
      {
        pods: [aPod('orders-1'), aPod('orders-2', notReady)],
        endpointSlices: [
          aSlice('orders-rw', ['10.0.0.1']),
          aSlice('orders-ro', []),
        ],
        services: [
          aPart('services', 'orders-rw', {}),
          aPart('services', 'orders-ro', {}),
        ],
        poolers: [
          aPart('poolers', 'orders-pool', {
            spec: { instances: 1, pgbouncer: { poolMode: 'transaction' } },
            status: { error: 'no Secret' },
          }),
        ],
        volumeClaims: [
          aPart('volumeClaims', 'orders-1', {
            spec: { resources: { requests: { storage: '2Gi' } } },
            status: { phase: 'Bound', capacity: { storage: '1Gi' } },
          }),
        ],
      },
    );
    const { parts } = healthOf(snapshot, new Map(), NOW);
    expect(
      parts?.map(part => ({ ...part, reason: idsOf(part.reason) })),
    ).toEqual([
      {
        kind: 'service',
        name: 'orders-ro',
        state: 'attention',
        reason: 'kubernetes.serviceDown',
      },
      {
        kind: 'service',
        name: 'orders-rw',
        state: 'working',
        reason: 'kubernetes.serviceUp(1)',
      },
      {
        kind: 'pooler',
        name: 'orders-pool',
        state: 'attention',
        reason: 'kubernetes.withReason(kubernetes.poolerIsDown, no Secret)',
      },
      {
        kind: 'volume',
        name: 'orders-1',
        state: 'changing',
        reason: 'kubernetes.volumeGrows(1Gi, 2Gi)',
        sizeBytes: 2 ** 30,
      },
    ]);
  });

  it('have no alarm for a standby service if there is no standby', () => {
    const services = [aPart('services', 'orders-ro', {})];
    const { parts } = healthOf(
      createSnapshot(
        { spec: { instances: 1 } },
        { services, endpointSlices: [] },
      ),
      new Map(),
      NOW,
    );
    expect(parts?.[0]).toMatchObject({
      name: 'orders-ro',
      state: 'unknown',
      reason: { id: 'kubernetes.serviceWithoutStandby' },
    });
  });

  it('have no alarm for a pooler while the database is hibernated', () => {
    const poolers = [
      aPart('poolers', 'orders-pool', { spec: { instances: 1 } }),
    ];
    const annotations = { 'cnpg.io/hibernation': 'on' };
    const { parts } = healthOf(
      createSnapshot(
        { annotations },
        { poolers, pods: [], endpointSlices: [] },
      ),
      new Map(),
      NOW,
    );
    expect(parts).toContainEqual({
      kind: 'pooler',
      name: 'orders-pool',
      state: 'changing',
      reason: expect.objectContaining({ id: 'kubernetes.partHibernated' }),
    });
  });

  it('include conditions, unknown ones unchanged', () => {
    const conditions = [
      {
        type: 'Ready',
        status: 'True',
        reason: 'ClusterIsReady',
        message: 'Cluster is Ready',
      },
      { type: 'LastBackupSucceeded', status: 'False', reason: 'BackupStarted' },
      {
        type: 'Sparkling',
        status: 'False',
        reason: 'Dull',
        message: 'polish it',
      },
    ];
    const { parts } = healthOf(
      createSnapshot({ status: { conditions } }),
      new Map(),
      NOW,
    );
    expect(
      parts
        ?.filter(({ kind }) => kind === 'condition')
        .map(({ state, reason }) => `${state}: ${idsOf(reason)}`),
    ).toEqual([
      'working: kubernetes.withReason(cloudnativePg.condition(True, ClusterIsReady), Cluster is Ready)',
      'changing: cloudnativePg.condition(False, BackupStarted)',
      'unknown: kubernetes.withReason(cloudnativePg.condition(False, Dull), polish it)',
    ]);
  });
});

describe('querying instances', () => {
  let server: Server;
  let cluster: Cluster;
  const requested: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      requested.push(request.url ?? '');
      if (request.url?.includes('orders-2')) return;
      response.end(
        request.url?.includes('orders-3')
          ? '<html>'
          : JSON.stringify({ isPrimary: true }),
      );
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    const kubeConfig = new KubeConfig();
    const { port } = server.address() as AddressInfo;
    kubeConfig.loadFromClusterAndUser(
      { name: 'test', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
      { name: 'nobody' },
    );
    cluster = new Cluster(
      'test',
      'Test',
      kubeConfig,
      mockServices.logger.mock(),
    );
  });
  afterAll(() => {
    cluster.close();
    server.closeAllConnections();
    server.close();
  });

  it('returns the other responses although one hangs and one is invalid', async () => {
    const pods = ['orders-1', 'orders-2', 'orders-3'].map(name => aPod(name));
    const probes = await probePods(
      { client: cluster.client } as ClusterContext,
      pods,
    );
    expect(requested.sort()[0]).toBe(
      '/api/v1/namespaces/shop/pods/https:orders-1:8000/proxy/pg/status',
    );
    expect(probes.get('orders-1')?.status?.isPrimary).toBe(true);
    expect(probes.get('orders-2')?.error?.message).toContain(
      'Kubernetes cluster',
    );
    expect(probes.get('orders-3')?.error?.message).toBe(
      'its response is not valid',
    );
  });

  it('ends when it is aborted', async () => {
    const abort = new AbortController();
    const probes = probePods(
      { client: cluster.client } as ClusterContext,
      [aPod('orders-2')],
      abort.signal,
    );
    abort.abort();
    await expect(probes).rejects.toThrow('abort');
  });
});

describeWithPart('PGSTAGE_RECORDINGS_DIR', 'recorded answers', recordings => {
  const { events, steps, statuses } = readRecording(recordings);

  function instancesDuring(step: string) {
    const answers = statuses.filter(status => status.step === step);
    const replay = new CacheReplay();
    events
      .filter(({ at }) => at <= answers[0].at)
      .forEach(event => replay.apply(event));
    const probes = new Map(
      answers.map(({ pod, status }) => [pod, probe(status as object)]),
    );
    const health = healthOf(
      replay.snapshot('team-orders/orders')!,
      probes,
      new Date(answers[0].at * 1000),
    );
    return health.instances.map(
      ({ name, role, state, reason, lag }) =>
        `${name} ${role} ${state}: ${idsOf(reason)}, ${
          lag?.replayBytes ?? '-'
        } bytes`,
    );
  }

  it('show streaming standbys, then a missing primary, then a fenced standby', () => {
    expect(steps.length).toBeGreaterThan(0);
    expect(instancesDuring('create')).toEqual([
      'orders-1 primary working: cloudnativePg.primaryUp, - bytes',
      'orders-2 standby working: cloudnativePg.streaming, 0 bytes',
      'orders-3 standby working: cloudnativePg.streaming, 0 bytes',
    ]);
    expect(instancesDuring('failover')).toEqual([
      'orders-1 primary attention: kubernetes.down(kubernetes.noPod), - bytes',
      'orders-2 standby unknown: cloudnativePg.primaryDoesNotRespond, - bytes',
      'orders-3 standby unknown: cloudnativePg.primaryDoesNotRespond, - bytes',
    ]);
    expect(instancesDuring('fenced')).toEqual([
      'orders-1 primary working: cloudnativePg.primaryUp, - bytes',
      'orders-2 standby changing: kubernetes.downFenced, - bytes',
      'orders-3 standby working: cloudnativePg.streaming, 0 bytes',
    ]);
  });
});
