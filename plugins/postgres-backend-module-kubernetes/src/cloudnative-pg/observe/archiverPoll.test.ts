import { mockServices } from '@backstage/backend-test-utils';
import { Archivers } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { waitFor } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { createSnapshot, aPart } from '../__testUtils__/createSnapshot';
import type { ClusterContext, CloudNativePgSnapshot } from '../model';
import { archiverPoll } from './archiverPoll';

const ARCHIVED = { lastArchivedWALTime: '2026-11-21T11:58:00Z' };

const OFF = { 'cnpg.io/skipWalArchiving': 'enabled' };

/** A poll whose primaries respond with what they archived last. */
function polled(answers: Record<string, object> = { 'orders-1': ARCHIVED }) {
  const podGet = jest.fn(async ({ name }: { name: string }) =>
    JSON.stringify(answers[name] ?? { mightBeUnavailable: true }),
  );
  const archivers = new Archivers();
  const snapshots = new Map<string, CloudNativePgSnapshot>();
  const poll = archiverPoll(
    {
      archivers,
      client: { podGet },
      logger: mockServices.logger.mock(),
    } as unknown as ClusterContext,
    key => snapshots.get(key),
    () => new Date(),
  );
  return {
    archivers,
    podGet,
    poll,
    observe: (snapshot: CloudNativePgSnapshot) => {
      snapshots.set('shop/orders', snapshot);
      poll.evaluated(snapshot);
    },
  };
}

const archiving = (currentPrimary = 'orders-1') =>
  createSnapshot({
    spec: { backup: { barmanObjectStore: { destinationPath: 's3://b/db' } } },
    status: { currentPrimary },
  });

it('queries the primary soon, and records its response', async () => {
  const { archivers, podGet, poll, observe } = polled();
  const database = archiving();
  observe(database);
  await waitFor(() =>
    expect(archivers.get(database.cluster)?.until).toBe(
      '2026-11-21T11:58:00.000Z',
    ),
  );
  expect(podGet.mock.calls.map(([{ name }]) => name)).toEqual(['orders-1']);
  // Nothing has changed: no query.
  observe(archiving());
  expect(podGet).toHaveBeenCalledTimes(1);
  observe(archiving('orders-2'));
  await waitFor(() => expect(podGet).toHaveBeenCalledTimes(2));
  poll.stop();
  // A response without PostgreSQL changes nothing.
  expect(archivers.get(database.cluster)?.until).toBeDefined();
});

it('counts WAL of a former primary that returned with its volume', async () => {
  const answer = (timeline: number, current: number) => ({
    ...ARCHIVED,
    timeLineID: timeline,
    lastArchivedWAL: timeline === 1 ? '000000010000000000000003' : '',
    currentWAL: `0000000${timeline}000000000000000${current}`,
  });
  const { archivers, poll, observe } = polled({
    'orders-1': answer(1, 4),
    'orders-2': answer(2, 7),
  });
  const volumes = {
    volumeClaims: [
      {
        ...aPart(
          'volumeClaims',
          'orders-1',
          {},
          { 'cnpg.io/pvcRole': 'PG_DATA', 'cnpg.io/instanceName': 'orders-1' },
        ),
        createdAt: '2020-01-01T00:00:00Z',
      },
    ],
  };
  const observeWith = (currentPrimary: string, reported: object = {}) => {
    const snapshot = createSnapshot(
      {
        spec: archiving().cluster.spec,
        status: { currentPrimary, instancesReportedState: reported },
      },
      volumes,
    );
    observe(snapshot);
    return () => archivers.get(snapshot.cluster);
  };
  const reading = observeWith('orders-1');
  await waitFor(() => expect(reading()?.timeline).toBe('00000001'));
  observeWith('orders-2', { 'orders-1': { isPrimary: false } });
  await waitFor(() => expect(reading()?.earlier).toHaveLength(1));
  observeWith('orders-2', { 'orders-1': { isPrimary: false, timeLineID: 1 } });
  await waitFor(() => expect(reading()?.earlier).toEqual([]));
  expect(reading()?.whole?.from).toBe('00000001');
  poll.stop();
});

it('records that archiving was off while no primary responded', async () => {
  const { archivers, poll, observe } = polled({});
  const snapshot = archiving();
  archivers.record(
    snapshot.cluster,
    { lastArchivedAt: ARCHIVED.lastArchivedWALTime },
    new Date('2026-11-21T11:59:00Z'),
    {},
  );
  const reading = archivers.get(snapshot.cluster);
  expect(reading?.off).toBeUndefined();
  observe(snapshot);
  expect(archivers.get(snapshot.cluster)).toEqual(reading);
  observe({ ...snapshot, cluster: { ...snapshot.cluster, annotations: OFF } });
  observe(snapshot);
  poll.stop();
  expect(archivers.get(snapshot.cluster)).toEqual({ ...reading, off: true });
});

it('sends no query without an archive, nor after it is stopped', async () => {
  const { podGet, poll, observe } = polled();
  observe(createSnapshot());
  observe(archiving());
  poll.stop();
  const another = polled();
  another.observe(archiving());
  await waitFor(() => expect(another.podGet).toHaveBeenCalled());
  another.poll.stop();
  expect(podGet).not.toHaveBeenCalled();
});
