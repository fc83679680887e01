import { mockServices } from '@backstage/backend-test-utils';
import { waitFor } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { aFoundDatabase } from '../__testUtils__/aFoundDatabase';
import { Archivers, type ClusterContext, type FoundDatabase } from '../model';
import { ArchiverPoll } from './ArchiverPoll';

/** A poll whose primaries answer with what they archived last. */
function polled() {
  const answer = { lastArchivedWALTime: '2026-11-21T11:58:00Z' };
  const podGet = jest.fn(async ({ name }: { name: string }) =>
    JSON.stringify(name === 'orders-1' ? answer : { mightBeUnavailable: true }),
  );
  const archivers = new Archivers();
  const found = new Map<string, FoundDatabase>();
  const poll = new ArchiverPoll(
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
    see: (database: FoundDatabase) => {
      found.set('shop/orders', database);
      poll.seen(database);
    },
  };
}

const archiving = (currentPrimary = 'orders-1') =>
  aFoundDatabase({
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

it('asks nobody where no archive is configured, nor after its end', async () => {
  const { podGet, poll, see } = polled();
  see(aFoundDatabase());
  see(archiving());
  poll.stop();
  const another = polled();
  another.see(archiving());
  await waitFor(() => expect(another.podGet).toHaveBeenCalled());
  another.poll.stop();
  expect(podGet).not.toHaveBeenCalled();
});
