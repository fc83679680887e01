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

it('tells how backups come to a running database, and when they may begin', () => {
  const replay = new CacheReplay();
  const told = events.map(event => {
    replay.apply(event);
    const snapshot = replay.found(KEY);
    return {
      event,
      snapshot,
      configured: Boolean(snapshot?.cluster.spec.plugins),
      may: Boolean(snapshot && mayBeginSchedule(snapshot)),
      database: replay.database(KEY, new Date(event.at * 1000)),
    };
  });
  const asked = told.findIndex(({ configured }) => configured);
  const written = told.findIndex(
    ({ event: { resource, type } }) =>
      resource.kind === 'ScheduledBackup' && type === 'ADDED',
  );
  const done = told.findIndex(
    ({ snapshot }, index) =>
      index > written &&
      snapshot?.cluster.status.phase === 'Cluster in healthy state',
  );
  // From when the plugin is asked for until the only instance is back with it.
  const before = told.slice(asked, written);
  const first = before.findIndex(({ may }) => may);
  expect(first).toBeGreaterThan(0);
  expect(before.slice(first).every(({ may }) => may)).toBe(true);
  expect(before[first].snapshot?.pods).toMatchObject([
    { backsUpWith: expect.anything(), ready: true },
  ]);
  // A planned change: never working, never an alarm, and no backup is offered that would fail.
  for (const { database, snapshot } of told.slice(asked, done)) {
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
  expect(told[asked].database?.steps.at(-1)).toMatchObject({
    id: 'backup',
    state: 'pending',
    message: expect.stringContaining('restart'),
  });
  expect(told.at(-1)?.database).toMatchObject({
    status: { state: 'working' },
    // The recorded primary was not asked how far it archives.
    safe: { value: null },
    attention: [],
  });
});

it('waits where a database sleeps, or has no primary that answers', () => {
  const of = (given: object, parts = {}) =>
    mayBeginSchedule(createSnapshot({ spec: { plugins }, ...given }, parts));
  expect(of({})).toBe(true);
  expect(of({ annotations: { 'cnpg.io/hibernation': 'on' } })).toBe(false);
  expect(of({}, { pods: [] })).toBe(false);
  expect(of({}, { pods: [aPod('orders-1'), aPod('orders-2')] })).toBe(false);
  // Just made: the first pod comes with the plugin.
  const status = { currentPrimary: undefined, instanceNames: undefined };
  expect(of({ status }, { pods: [] })).toBe(true);
});

it('sees the plugin that is still to go, but not the one of a replica cluster', () => {
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

it('waits for the pods of another store, whose environment is another', () => {
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
