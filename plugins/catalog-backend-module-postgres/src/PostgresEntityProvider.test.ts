import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import type { DatabaseEvent } from '@pgstage/backstage-plugin-postgres-common';
import {
  claimed,
  postgresServiceMock,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { database, list } from './__testUtils__/fixtures';
import { PostgresEntityProvider } from './PostgresEntityProvider';

async function setUp() {
  const postgres = postgresServiceMock();
  const logger = mockServices.logger.mock();
  const events = mockServices.events.mock();
  const runner = { run: jest.fn() };
  const connection = { applyMutation: jest.fn() };
  const provider = new PostgresEntityProvider({
    auth: mockServices.auth(),
    events,
    logger,
    postgres,
    runner,
  });
  await provider.connect(connection as unknown as EntityProviderConnection);
  const signal = new AbortController().signal;
  return {
    postgres,
    logger,
    connection,
    sync: () => runner.run.mock.calls[0][0].fn(signal),
    send: (eventPayload: DatabaseEvent) =>
      events.subscribe.mock.calls[0][0].onEvent({ topic: '', eventPayload }),
  };
}

const named = (name: string) =>
  expect.objectContaining({
    entity: expect.objectContaining({
      metadata: expect.objectContaining({ name }),
    }),
  });

const changed = (name: string): DatabaseEvent => ({
  type: 'changed',
  ref: `server:main/${name}`,
  resourceRef: `resource:default/${name}-db`,
});

const gone = () =>
  ResponseError.fromResponse(
    new Response('{"error":{"name":"NotFoundError","message":"none"}}', {
      status: 404,
      headers: { 'Content-Type': 'application/json' },
    }),
  );

describe('PostgresEntityProvider', () => {
  it('emits all pages, and only bound databases', async () => {
    const { postgres, connection, sync } = await setUp();
    postgres.listDatabases
      .mockResolvedValueOnce(list([database('a')], { nextCursor: 'next' }))
      .mockResolvedValueOnce(
        list([database('b'), database('c', { binding: undefined })]),
      );
    await sync();
    expect(connection.applyMutation.mock.calls).toEqual([
      [{ type: 'full', entities: [named('a-db'), named('b-db')] }],
    ]);
  });

  it('does not block the process while it reads many databases', async () => {
    const { postgres, connection, sync } = await setUp();
    const all = Array.from({ length: 2_000 }, (_, index) =>
      database(`db${index}`),
    );
    postgres.listDatabases.mockResolvedValue(list(all));
    let turns = 0;
    let isDone = false;
    const others = () => {
      turns += 1;
      if (!isDone) setImmediate(others);
    };
    others();
    await sync();
    isDone = true;
    expect(connection.applyMutation.mock.calls[0][0].entities).toHaveLength(
      all.length,
    );
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('removes nothing while a location is unreachable', async () => {
    const { postgres, connection, sync } = await setUp();
    const problem = {
      provider: 'server',
      location: 'other',
      since: '',
      message: 'refused',
    };
    postgres.listDatabases.mockResolvedValue(
      list([database('a')], { problems: [problem] }),
    );
    await sync();
    expect(connection.applyMutation.mock.calls).toEqual([
      [{ type: 'delta', added: [named('a-db')], removed: [] }],
    ]);
  });

  it('retries soon after a failure or an incomplete read, and only changes what was read', async () => {
    const { postgres, connection, sync, logger } = await setUp();
    postgres.listDatabases
      .mockRejectedValueOnce(new Error('refused'))
      .mockResolvedValueOnce(list([], { complete: false }))
      .mockResolvedValueOnce(list([database('a')]));
    await sync();
    expect(connection.applyMutation.mock.calls).toEqual([
      [{ type: 'delta', added: [], removed: [] }],
      [{ type: 'full', entities: [named('a-db')] }],
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('omits what the catalog would reject, and logs it once', async () => {
    const { postgres, connection, sync, logger } = await setUp();
    const hostile = database('hostile');
    hostile.binding!.resourceRef = 'resource:default/a\nb';
    const rival = database('rival', { binding: database('a').binding });
    postgres.listDatabases.mockResolvedValue(
      list([hostile, database('a'), rival]),
    );
    await sync();
    await sync();
    expect(connection.applyMutation).toHaveBeenLastCalledWith({
      type: 'full',
      entities: [named('a-db')],
    });
    expect(logger.warn.mock.calls.map(([message]) => message)).toEqual([
      expect.stringContaining('server:main/hostile'),
      expect.stringContaining(
        'resource:default/a-db already represents server:main/a',
      ),
    ]);
  });

  it('emits a change immediately, and only if something changed', async () => {
    const { postgres, connection, send } = await setUp();
    postgres.getDatabase.mockResolvedValue(database('a'));
    await send(changed('a'));
    postgres.getDatabase.mockResolvedValue(
      database('a', { revision: '2', usable: claimed(false) }),
    );
    await send(changed('a'));
    expect(connection.applyMutation.mock.calls).toEqual([
      [{ type: 'delta', added: [named('a-db')], removed: [] }],
    ]);
  });

  it('removes the Resource with the old name', async () => {
    const { postgres, connection, sync, send } = await setUp();
    postgres.listDatabases.mockResolvedValue(list([database('a')]));
    await sync();
    const binding = {
      ...database('a').binding!,
      resourceRef: 'resource:default/new',
    };
    postgres.getDatabase.mockResolvedValue(database('a', { binding }));
    await send({ ...changed('a'), resourceRef: binding.resourceRef });
    expect(connection.applyMutation).toHaveBeenLastCalledWith({
      type: 'delta',
      added: [named('new')],
      removed: [{ entityRef: 'resource:default/a-db' }],
    });
  });

  it('removes missing databases, but never the Resource of another database', async () => {
    const { postgres, connection, sync, send } = await setUp();
    postgres.listDatabases.mockResolvedValue(list([database('a')]));
    await sync();
    connection.applyMutation.mockClear();
    postgres.getDatabase.mockRejectedValue(await gone());
    await send({
      ...changed('rival'),
      type: 'removed',
      resourceRef: 'resource:default/a-db',
    });
    expect(connection.applyMutation).not.toHaveBeenCalled();
    await send({ ...changed('a'), type: 'removed' });
    expect(connection.applyMutation.mock.calls).toEqual([
      [
        {
          type: 'delta',
          added: [],
          removed: [{ entityRef: 'resource:default/a-db' }],
        },
      ],
    ]);
  });
});
