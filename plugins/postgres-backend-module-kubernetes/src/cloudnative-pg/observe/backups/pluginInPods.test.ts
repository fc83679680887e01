import { join } from 'node:path';
import { CacheReplay } from '../../__testUtils__/CacheReplay';
import { readRecording } from '../../__testUtils__/recording';
import {
  createSnapshot,
  aPart,
  aPod,
} from '../../__testUtils__/createSnapshot';
import { BARMAN_PLUGIN, BARMAN_SIDECAR } from '../../model';
import { mayBeginSchedule, withOldPlugin, withoutPlugin } from './pluginInPods';

const KEY = 'shop/orders';
const { events } = readRecording(
  join(__dirname, '../../__fixtures__'),
  'adding-backups',
);
const plugins = [{ name: BARMAN_PLUGIN, isWALArchiver: true }];

it('reports how backups are added to a running database, and when they may begin', () => {
  const replay = new CacheReplay();
  const observed = events.map(event => {
    replay.apply(event);
    const snapshot = replay.snapshot(KEY);
    return {
      event,
      snapshot,
      configured: Boolean(snapshot?.cluster.spec.plugins),
      may: Boolean(snapshot && mayBeginSchedule(snapshot)),
      database: replay.database(KEY, new Date(event.at * 1000)),
    };
  });
  const requested = observed.findIndex(({ configured }) => configured);
  const written = observed.findIndex(
    ({ event: { resource, type } }) =>
      resource.kind === 'ScheduledBackup' && type === 'ADDED',
  );
  const done = observed.findIndex(
    ({ snapshot }, index) =>
      index > written &&
      snapshot?.cluster.status.phase === 'Cluster in healthy state',
  );
  // From the request for the plugin until the only instance has restarted with it.
  const before = observed.slice(requested, written);
  const first = before.findIndex(({ may }) => may);
  expect(first).toBeGreaterThan(0);
  expect(before.slice(first).every(({ may }) => may)).toBe(true);
  expect(before[first].snapshot?.pods).toMatchObject([
    { backsUpWith: expect.anything(), ready: true },
  ]);
  // A planned change: never working, no error, and no backup is supported that would fail.
  for (const { database, snapshot } of observed.slice(requested, done)) {
    expect(database?.status.state).toBe('changing');
    expect(
      database?.attention.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
    expect(database?.attention.map(({ id }) => id)).not.toContain(
      'backup-failed',
    );
    expect(database?.operations.backup?.supported).toBe(
      snapshot?.pods.every(({ backsUpWith }) => backsUpWith),
    );
  }
  expect(observed[requested].database?.steps.at(-1)).toMatchObject({
    id: 'backup',
    state: 'pending',
    message: { id: 'cloudnativePg.backupStartsAfterRestart' },
  });
  expect(observed.at(-1)?.database).toMatchObject({
    status: { state: 'working' },
    // The recording has no archiver statistics of the primary.
    safe: { value: null },
    attention: [],
  });
});

it('waits if a database is hibernated, or its primary does not respond', () => {
  const of = (given: object, parts = {}) =>
    mayBeginSchedule(createSnapshot({ spec: { plugins }, ...given }, parts));
  expect(of({})).toBe(true);
  expect(of({ annotations: { 'cnpg.io/hibernation': 'on' } })).toBe(false);
  expect(of({}, { pods: [] })).toBe(false);
  expect(of({}, { pods: [aPod('orders-1'), aPod('orders-2')] })).toBe(false);
  // Being created: the first pod is created with the plugin.
  const status = { currentPrimary: undefined, instanceNames: undefined };
  expect(of({ status }, { pods: [] })).toBe(true);
});

it('reports a plugin that is no longer configured, except for that of a replica cluster', () => {
  const pods = [
    aPod('orders-1', { spec: { initContainers: [{ name: BARMAN_SIDECAR }] } }),
  ];
  const source = { externalClusters: [{ name: 'eu', plugin: plugins[0] }] };
  expect(withOldPlugin(createSnapshot({}, { pods }))).toEqual(['orders-1']);
  expect(withOldPlugin(createSnapshot({ spec: source }, { pods }))).toEqual([]);
  expect(
    withOldPlugin(createSnapshot({ spec: { plugins } }, { pods })),
  ).toEqual([]);
});

it('waits for pods after a change of the store, whose environment differs', () => {
  const parameters = { barmanObjectName: 'store' };
  const env = [{ name: 'AWS_DEFAULT_REGION', value: 'eu-west-1' }];
  const store = aPart('objectStores', 'store', {
    spec: { instanceSidecarConfiguration: { env } },
  });
  const podWith = (own: object[]) =>
    aPod('orders-1', {
      spec: { initContainers: [{ name: BARMAN_SIDECAR, env: own }] },
    });
  const waits = (own: object[]) =>
    withoutPlugin(
      createSnapshot(
        { spec: { plugins: [{ ...plugins[0], parameters }] } },
        { objectStores: [store], pods: [podWith(own)] },
      ),
    );
  expect(waits([])).toEqual(['orders-1']);
  expect(waits([{ name: 'AWS_DEFAULT_REGION', value: 'eu-west-2' }])).toEqual([
    'orders-1',
  ]);
  expect(waits([...env, { name: 'PGHOST', value: '/run' }])).toEqual([]);
});
