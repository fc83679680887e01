import { mockServices } from '@backstage/backend-test-utils';
import { Archivers } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { waitFor } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { createSnapshot, aPart } from '../__testUtils__/createSnapshot';
import type { ClusterContext, CloudNativePgSnapshot } from '../model';
import { archiverPoll } from './archiverPoll';

const ARCHIVED = { lastArchivedWALTime: '2026-11-21T11:58:00Z' };

const OFF = { 'cnpg.io/skipWalArchiving': 'enabled' };

/** A poll whose primaries answer with what they archived last. */
function polled(answers: Record<string, object> = { 'orders-1': ARCHIVED }) {
  const podGet = jest.fn(async ({ name }: { name: string }) =>
    JSON.stringify(answers[name] ?? { mightBeUnavailable: true }),
  );
  const archivers = new Archivers();
  const found = new Map<string, CloudNativePgSnapshot>();
  const poll = archiverPoll(
    {
      archivers,
      client: { podGet },
      logger: mockServices.logger.mock(),
    } as unknown as ClusterContext,
    key => found.get(key),
    () => new Date(),
  );
  return {
    archivers,
    podGet,
    poll,
    see: (database: CloudNativePgSnapshot) => {
      found.set('shop/orders', database);
      poll.seen(database);
    },
  };
}

const archiving = (currentPrimary = 'orders-1') =>
  createSnapshot({
    spec: { backup: { barmanObjectStore: { destinationPath: 's3://b/db' } } },
    status: { currentPrimary },
  });

it('asks the primary soon, and keeps what it says', async () => {
  const { archivers, podGet, poll, see } = polled();
  const database = archiving();
  see(database);
  await waitFor(() =>
    expect(archivers.get(database.cluster)?.until).toBe(
      '2026-11-21T11:58:00.000Z',
    ),
  );
  expect(podGet.mock.calls.map(([{ name }]) => name)).toEqual(['orders-1']);
  // Nothing happened to it: it is not asked for that.
  see(archiving());
  expect(podGet).toHaveBeenCalledTimes(1);
  see(archiving('orders-2'));
  await waitFor(() => expect(podGet).toHaveBeenCalledTimes(2));
  poll.stop();
  // One whose PostgreSQL is down says nothing new.
  expect(archivers.get(database.cluster)?.until).toBeDefined();
});

it('hears of a former primary that came back with its volume', async () => {
  const answer = (timeline: number, current: number) => ({
    ...ARCHIVED,
    timeLineID: timeline,
    lastArchivedWAL: timeline === 1 ? '000000010000000000000003' : '',
    currentWAL: `0000000${timeline}000000000000000${current}`,
  });
  const { archivers, poll, see } = polled({
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
  const look = (currentPrimary: string, reported: object = {}) => {
    const snapshot = createSnapshot(
      {
        spec: archiving().cluster.spec,
        status: { currentPrimary, instancesReportedState: reported },
      },
      volumes,
    );
    see(snapshot);
    return () => archivers.get(snapshot.cluster);
  };
  const reading = look('orders-1');
  await waitFor(() => expect(reading()?.timeline).toBe('00000001'));
  look('orders-2', { 'orders-1': { isPrimary: false } });
  await waitFor(() => expect(reading()?.earlier).toHaveLength(1));
  look('orders-2', { 'orders-1': { isPrimary: false, timeLineID: 1 } });
  await waitFor(() => expect(reading()?.earlier).toEqual([]));
  expect(reading()?.whole?.from).toBe('00000001');
  poll.stop();
});

it('keeps that archiving was switched off while no primary answered', async () => {
  const { archivers, poll, see } = polled({});
  const snapshot = archiving();
  archivers.hear(
    snapshot.cluster,
    { lastArchivedAt: ARCHIVED.lastArchivedWALTime },
    new Date('2026-11-21T11:59:00Z'),
    {},
  );
  const reading = archivers.get(snapshot.cluster);
  expect(reading?.off).toBeUndefined();
  see(snapshot);
  expect(archivers.get(snapshot.cluster)).toEqual(reading);
  see({ ...snapshot, cluster: { ...snapshot.cluster, annotations: OFF } });
  see(snapshot);
  poll.stop();
  expect(archivers.get(snapshot.cluster)).toEqual({ ...reading, off: true });
});

it('asks nobody where no archive is configured, nor after its end', async () => {
  const { podGet, poll, see } = polled();
  see(createSnapshot());
  see(archiving());
  poll.stop();
  const another = polled();
  another.see(archiving());
  await waitFor(() => expect(another.podGet).toHaveBeenCalled());
  another.poll.stop();
  expect(podGet).not.toHaveBeenCalled();
});
