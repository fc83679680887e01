import { databaseSchema } from '@pgstage/backstage-plugin-postgres-common';
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

type Given = Parameters<typeof createSnapshot>[0];
type Parts = Parameters<typeof createSnapshot>[1];

/** An observation, how many seconds it is after the previous step, and the expected report. */
type Step = [after: number, expected: string, given?: Given, parts?: Parts];

const phase = (name: string | undefined, status: object = {}): Given => ({
  status: { phase: name, ...status },
});
/** Before the first instance is up. */
const starting = (name: string | undefined): Given => ({
  ...phase(name, {
    currentPrimary: undefined,
    targetPrimary: undefined,
    instanceNames: [],
  }),
  creationTimestamp: NOW.toISOString(),
});
const nothing: Parts = { pods: [], endpointSlices: [] };
const noPrimary: Parts = { pods: [aPod('orders-2')] };
const downPrimary: Parts = {
  pods: [aPod('orders-1', notReady), aPod('orders-2')],
};
const downStandby: Parts = {
  pods: [aPod('orders-1'), aPod('orders-2', notReady)],
};
const ready = (status: string, lastTransitionTime: string) => ({
  conditions: [{ type: 'Ready', status, lastTransitionTime }],
});
const crashing = (state: object) => ({
  pods: [
    aPod('orders-1'),
    aPod('orders-2', {
      status: {
        ...notReady.status,
        containerStatuses: [{ name: 'postgres', restartCount: 7, state }],
      },
    }),
  ],
});
const job = (status: object): Parts => ({
  pods: [aJobPod('orders-1', 'initdb', status)],
  endpointSlices: [],
});
const asleep = (reason: string, status = 'False', name?: string): Given => ({
  annotations: { 'cnpg.io/hibernation': 'on' },
  status: {
    phase: name ?? 'Cluster in healthy state',
    conditions: [{ type: 'cnpg.io/hibernation', status, reason }],
  },
});
const condition = (type: string, status: string, reason: string): Given => ({
  status: { conditions: [{ type, status, reason }] },
});
const backup = (status: object, hoursAgo: number): Parts => {
  const at = new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString();
  const part = { ...aPart('backups', 'b', { status }), createdAt: at };
  return { backups: [part] };
};

const failedPooler: Parts = {
  poolers: [
    aPart('poolers', 'pool', {
      spec: { instances: 1 },
      status: { phase: 'failed', phaseReason: 'no such image' },
    }),
  ],
  endpointSlices: [
    aSlice('orders-rw', ['10.0.0.1']),
    aSlice('pool', ['10.0.0.9']),
  ],
};
const EMPTY = Object.fromEntries(
  Object.keys(createSnapshot().cluster.status).map(field => [field, undefined]),
);

const WELL = 'working: kubernetes.runningInstances(2, 2)';

const STREAMS: Record<string, Step[]> = {
  'no operator': [
    [0, 'changing: kubernetes.accepted', starting(undefined), nothing],
    [
      121,
      'attention: kubernetes.changeTakesLong(kubernetes.accepted)',
      starting(undefined),
      nothing,
    ],
  ],
  'no status at all': [
    [
      0,
      'changing: kubernetes.accepted',
      { status: EMPTY, creationTimestamp: NOW.toISOString() },
      nothing,
    ],
  ],
  'an operator that is down when the primary fails': [
    [0, WELL],
    [1, 'unknown: kubernetes.primaryDoesNotRespond(orders-1)', {}, noPrimary],
    [2, 'attention: kubernetes.primaryHasNoPod(orders-1)', {}, noPrimary],
  ],
  'a primary that fails while an instance is to be added': [
    [
      0,
      'changing: kubernetes.addingInstance(2, 3)',
      { spec: { instances: 3 } },
    ],
    [
      1,
      'unknown: kubernetes.primaryDoesNotRespond(orders-1)',
      { spec: { instances: 3 } },
      noPrimary,
    ],
    [
      2,
      'attention: kubernetes.primaryHasNoPod(orders-1)',
      { spec: { instances: 3 } },
      noPrimary,
    ],
  ],
  'a primary that fails while a standby is created': [
    [
      0,
      'changing: kubernetes.changingWithReady(kubernetes.addingStandby, 2, 2)',
      phase('Creating a new replica'),
    ],
    [
      9,
      'unknown: kubernetes.primaryDoesNotRespond(orders-1)',
      phase('Creating a new replica'),
      downPrimary,
    ],
    [
      2,
      'attention: kubernetes.primaryNotReady(orders-1)',
      phase('Creating a new replica'),
      downPrimary,
    ],
  ],
  'an error of a plugin that passes': [
    [0, 'changing: kubernetes.accepted', starting(undefined), nothing],
    [
      1,
      'changing: kubernetes.retrying(kubernetes.creating)',
      starting(
        'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
      ),
      nothing,
    ],
    [
      1,
      'changing: kubernetes.creatingFirstInstance',
      starting('Setting up primary'),
      job({}),
    ],
  ],
  'an error of a plugin that stays': [
    [0, WELL],
    [
      1,
      'changing: kubernetes.retrying(kubernetes.changing)',
      phase(
        'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
      ),
    ],
    [
      6,
      'attention: cloudnativePg.pluginFails',
      phase(
        'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
      ),
    ],
  ],
  'a plugin that was missing before Backstage started': [
    [
      0,
      'attention: cloudnativePg.pluginNotInstalled',
      phase(
        'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
        ready('False', '2026-11-21T11:00:00Z'),
      ),
    ],
  ],
  'a full disk of the primary': [
    [
      0,
      'attention: cloudnativePg.diskFull',
      phase('Not enough disk space'),
      downPrimary,
    ],
  ],
  'a full disk of a standby': [
    [
      0,
      'attention: cloudnativePg.standbyDiskFull',
      phase('Not enough disk space'),
      downStandby,
    ],
  ],
  'a quota that is used up': [
    [
      0,
      'changing: kubernetes.creatingFirstInstance',
      starting('Setting up primary'),
      nothing,
    ],
    [
      121,
      'attention: kubernetes.changeTakesLong(kubernetes.creatingFirstInstance)',
      starting('Setting up primary'),
      nothing,
    ],
  ],
  'a volume that is not provisioned': [
    [
      0,
      'changing: kubernetes.creatingFirstInstance',
      starting('Setting up primary'),
      job({
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            message: 'unbound immediate PersistentVolumeClaims',
          },
        ],
      }),
    ],
    [
      121,
      'attention: kubernetes.podUnschedulable(orders-1 (initdb))',
      starting('Setting up primary'),
      job({
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            message: 'unbound immediate PersistentVolumeClaims',
          },
        ],
      }),
    ],
  ],
  'a volume that is attached elsewhere': [
    [
      0,
      'changing: kubernetes.creatingFirstInstance',
      starting('Setting up primary'),
      job({ phase: 'Pending' }),
    ],
    [
      301,
      'attention: kubernetes.podPending(orders-1 (initdb))',
      starting('Setting up primary'),
      job({ phase: 'Pending' }),
    ],
  ],
  'an initdb that fails permanently': [
    [
      0,
      'attention: cloudnativePg.databaseNotCreated',
      starting('Cluster is unrecoverable and needs manual intervention'),
      job({ phase: 'Failed' }),
    ],
  ],
  'a standby that cannot be created': [
    [
      0,
      'attention: cloudnativePg.instanceNotCreated',
      phase('Cluster is unrecoverable and needs manual intervention'),
    ],
  ],
  'no running pod': [
    [
      0,
      'attention: cloudnativePg.unrecoverable',
      phase('Cluster is unrecoverable and needs manual intervention'),
      nothing,
    ],
  ],
  'a successor that fails too': [
    [0, WELL],
    [
      1,
      'attention: kubernetes.primaryFailingOver(orders-1, orders-2)',
      phase('Failing over', { targetPrimary: 'orders-2' }),
      noPrimary,
    ],
    [
      9,
      'attention: kubernetes.primaryFailingOver(orders-1, orders-3)',
      phase('Switchover in progress', { targetPrimary: 'orders-3' }),
      nothing,
    ],
    [9, WELL],
    [
      9,
      'changing: cloudnativePg.movingPrimary',
      phase('Switchover in progress', { targetPrimary: 'orders-2' }),
      downPrimary,
    ],
  ],
  'a switchover that does not finish': [
    [
      0,
      'changing: cloudnativePg.movingPrimary',
      phase('Switchover in progress', { targetPrimary: 'orders-2' }),
      downPrimary,
    ],
    [
      301,
      'attention: kubernetes.changeTakesLong(cloudnativePg.movingPrimary)',
      phase('Switchover in progress', { targetPrimary: 'orders-2' }),
      downPrimary,
    ],
  ],
  'a successor that is not chosen yet': [
    [
      0,
      'attention: kubernetes.namedPrimaryFailed(orders-1)',
      phase('Creating a new replica', { targetPrimary: 'pending' }),
      downPrimary,
    ],
  ],
  'a restart of instances that does not finish': [
    [
      0,
      'changing: cloudnativePg.restartingInstances',
      phase('Upgrading cluster'),
      downStandby,
    ],
    [
      1801,
      'attention: kubernetes.changeTakesLong(cloudnativePg.restartingInstances)',
      phase('Upgrading cluster'),
      downStandby,
    ],
  ],
  'a standby that keeps crashing': [
    [
      0,
      'changing: kubernetes.waitingForStandby(orders-2)',
      {},
      crashing({ running: {} }),
    ],
    [
      40,
      'attention: kubernetes.podCrashes(orders-2)',
      {},
      crashing({ waiting: { reason: 'CrashLoopBackOff' } }),
    ],
    [
      40,
      'attention: kubernetes.standbyNotReady(orders-2)',
      {},
      crashing({ running: {} }),
    ],
  ],
  'an instance that was deleted manually': [
    [0, WELL],
    [
      1,
      'changing: kubernetes.instanceMissing(1, 2)',
      { status: { instanceNames: ['orders-1'] } },
      { pods: [aPod('orders-1')] },
    ],
    [
      301,
      'attention: kubernetes.changeTakesLong(kubernetes.instanceMissing(1, 2))',
      { status: { instanceNames: ['orders-1'] } },
      { pods: [aPod('orders-1')] },
    ],
  ],
  'a hibernation that waits for a healthy cluster': [
    [
      0,
      'unknown: kubernetes.primaryDoesNotRespond(orders-1)',
      asleep('WaitingForHealthy'),
      downPrimary,
    ],
    [
      2,
      'attention: kubernetes.primaryNotReady(orders-1)',
      asleep('WaitingForHealthy'),
      downPrimary,
    ],
    [
      9,
      'changing: kubernetes.hibernatesOnceHealthy',
      asleep('WaitingForHealthy'),
    ],
    [1, 'changing: kubernetes.hibernating', asleep('DeletingPods')],
    [
      9,
      'changing: kubernetes.hibernated',
      asleep('Hibernated', 'True'),
      nothing,
    ],
    [
      86_400,
      'changing: kubernetes.hibernated',
      asleep('Hibernated', 'True'),
      nothing,
    ],
    [
      1,
      'changing: kubernetes.planWithReady(kubernetes.waking, 0, 2)',
      {},
      nothing,
    ],
    [9, WELL],
  ],
  'a hibernation that the operator does not notice': [
    [
      0,
      'changing: kubernetes.hibernating',
      { annotations: { 'cnpg.io/hibernation': 'on' } },
    ],
    [
      121,
      'attention: kubernetes.changeTakesLong(kubernetes.hibernating)',
      { annotations: { 'cnpg.io/hibernation': 'on' } },
    ],
  ],
  'a removal that a finalizer blocks': [
    [
      0,
      'changing: provider.beingRemoved',
      { deletionTimestamp: '2026-11-21T12:00:00Z' },
    ],
    [
      601,
      'attention: kubernetes.changeTakesLong(provider.beingRemoved)',
      { deletionTimestamp: '2026-11-21T12:00:00Z' },
      nothing,
    ],
  ],
  'a major upgrade that fails': [
    [
      0,
      'changing: cloudnativePg.upgradingMajorVersion',
      phase('Upgrading Postgres major version'),
      { pods: [aJobPod('orders-1', 'major-upgrade', { phase: 'Running' })] },
    ],
    [
      9,
      'attention: kubernetes.podFailed(orders-1 (major-upgrade))',
      phase('Upgrading Postgres major version'),
      { pods: [aJobPod('orders-1', 'major-upgrade', { phase: 'Failed' })] },
    ],
  ],
  'an operator that cannot reach the instances': [
    [
      0,
      'attention: cloudnativePg.instancesUnreachable',
      phase('Instance Status Extraction Error: HTTP communication issue'),
    ],
  ],
  'an older operator, which reports less': [
    [
      0,
      WELL,
      {
        status: {
          instanceNames: undefined,
          targetPrimary: undefined,
          writeService: undefined,
          pgDataImageInfo: undefined,
        },
      },
    ],
  ],
  'a replica cluster': [
    [
      0,
      'working: kubernetes.runningCopyInstances(eu, 2, 2)',
      { spec: { replica: { enabled: true, source: 'eu' } } },
    ],
    [
      1,
      'working: kubernetes.runningCopyInstances(eu, 2, 2)',
      { spec: { replica: { primary: 'eu', source: 'eu' } } },
    ],
    [1, WELL, { spec: { replica: { primary: 'orders', source: 'eu' } } }],
  ],
  'a clock that is ahead': [
    [0, WELL, { status: ready('True', '2099-01-01T00:00:00Z') }],
    [
      1,
      'attention: cloudnativePg.definitionInvalid',
      phase('Invalid cluster definition', ready('False', 'tomorrow')),
    ],
  ],
  'pods that may not be read': [
    [
      0,
      'changing: kubernetes.waitingForStandby(orders-2)',
      { status: { instancesStatus: { healthy: ['orders-1'] } } },
      { pods: [], statuses: { pods: kindStatus('forbidden') } },
    ],
  ],
  'pods that were read a long time ago': [
    [0, WELL],
    [
      1,
      'unknown: kubernetes.primaryDoesNotRespond(orders-1)',
      { status: { instancesStatus: { healthy: ['orders-2'] } } },
      {
        statuses: {
          pods: { ...kindStatus('forbidden'), observedAt: NOW.toISOString() },
        },
      },
    ],
  ],
  'pods that are not watched since a restart of the API server': [
    [0, WELL],
    [
      1,
      'unknown: kubernetes.podsUnread',
      {},
      { statuses: { pods: kindStatus('unreachable', 'no answer') } },
    ],
    [1, WELL],
    [
      1,
      'unknown: kubernetes.endpointsUnread',
      {},
      { statuses: { endpointSlices: kindStatus('timeout') } },
    ],
  ],
  'WAL archiving that is turned off': [
    [
      0,
      'attention: kubernetes.archivingIsOff(cnpg.io/skipWalArchiving)',
      {
        spec: { plugins: [{ name: 'p', isWALArchiver: true }] },
        annotations: { 'cnpg.io/skipWalArchiving': 'enabled' },
        status: {
          conditions: [{ type: 'ContinuousArchiving', status: 'True' }],
        },
      },
    ],
  ],
  'what only conditions report': [
    [
      0,
      'attention: cloudnativePg.instancesHoldOtherData',
      condition('ConsistentSystemID', 'False', 'Mismatch'),
    ],
    [
      1,
      'attention: cloudnativePg.standbysNotSpread',
      condition(
        'SyncReplicationTopologySatisfied',
        'False',
        'InsufficientCrossDomainReplicas',
      ),
    ],
    [
      1,
      'attention: cloudnativePg.hibernationInvalid',
      condition('cnpg.io/hibernation', 'False', 'WrongAnnotationValue'),
    ],
    [1, WELL, condition('ConsistentSystemID', 'False', 'NotFound')],
  ],
  'a backup that waits indefinitely': [
    [0, WELL, {}, backup({ phase: 'pending' }, 0.5)],
    [
      3600,
      'attention: kubernetes.backupDoesNotBegin(b)',
      {},
      backup({ phase: 'pending' }, 0.5),
    ],
  ],
  'a backup that runs for days': [
    [0, WELL, {}, backup({ phase: 'running' }, 1)],
    [
      23 * 3600,
      'attention: kubernetes.backupDoesNotEnd(b)',
      {},
      backup({ phase: 'running' }, 1),
    ],
  ],
  'a pooler that the operator gives up': [
    [0, WELL, {}, failedPooler],
    [61, 'attention: kubernetes.poolerDegraded(pool)', {}, failedPooler],
  ],
};

it.each(Object.entries(STREAMS))('%s', (_, steps) => {
  const log = new ObservationLog();
  let now = NOW;
  const reported = steps.map(([after, , given, parts]) => {
    now = new Date(now.getTime() + after * 1000);
    const database = log.database(createSnapshot(given, parts), now);
    expect(databaseSchema.parse(database)).toEqual(database);
    const { state, reason } = database.status;
    return `${state}: ${idsOf(reason)}`;
  });
  expect(reported).toEqual(steps.map(([, expected]) => expected));
});
