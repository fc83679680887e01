import {
  coreServices,
  createBackendModule,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  eventsServiceRef,
  type EventsService,
} from '@backstage/plugin-events-node';
import {
  TOPIC_DATABASES,
  type DatabaseEvent,
  type DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import { postgresServiceMock } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { startTestPostgres } from '@pgstage/example-postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { database, list } from './__testUtils__/fixtures';
import catalogModulePostgres from '.';

/** Starts a real catalog on a real PostgreSQL, with databases that the test sets. */
async function startCatalog(port: number, user: string, password: string) {
  const databases = new Map<string, DatabaseView>();
  const list500 = jest.fn(async () => list([...databases.values()]));
  let events: EventsService;
  let store: DatabaseService;
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModulePostgres,
      databaseServiceFactory,
      schedulerServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: {
              client: 'pg',
              connection: { host: '127.0.0.1', port, user, password },
            },
          },
          catalog: {
            providers: {
              postgres: {
                schedule: {
                  frequency: { seconds: 1 },
                  timeout: { minutes: 1 },
                  scope: 'local',
                },
              },
            },
            rules: [{ allow: ['Resource'] }],
          },
        },
      }),
      postgresServiceMock({
        listDatabases: list500,
        getDatabase: async ref => {
          const found = databases.get(ref);
          if (found) return found;
          throw await ResponseError.fromResponse(
            new Response('none', { status: 404 }),
          );
        },
      }).factory,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test-services',
        register(reg) {
          reg.registerInit({
            deps: { events: eventsServiceRef, database: coreServices.database },
            init: async deps => {
              events = deps.events;
              store = deps.database;
            },
          });
        },
      }),
    ],
  });
  const names = async (): Promise<string[]> => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/catalog/entities?filter=kind=resource`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );
    const entities = await response.json();
    return entities
      .map((entity: { metadata: { name: string } }) => entity.metadata.name)
      .sort();
  };
  /** As on the page of the catalog. */
  const deleteResource = async (name: string) => {
    const catalog = `http://localhost:${backend.server.port()}/api/catalog/entities`;
    const headers = { Authorization: mockCredentials.user.header() };
    const { metadata } = await fetch(
      `${catalog}/by-name/resource/default/${name}`,
      { headers },
    ).then(response => response.json());
    await fetch(`${catalog}/by-uid/${metadata.uid}`, {
      method: 'DELETE',
      headers,
    });
  };
  return {
    databases,
    deleteResource,
    listDatabases: list500,
    names,
    stop: async () => {
      await backend.stop();
      // An open client would report a stopped server as an error of another test.
      await (await store.getClient()).destroy();
    },
    publish: (eventPayload: DatabaseEvent) =>
      events.publish({ topic: TOPIC_DATABASES, eventPayload }),
    /** Returns the milliseconds until the catalog has these Resources. */
    async until(expected: string[]) {
      const start = Date.now();
      let actual = await names();
      while (actual.join() !== expected.join() && Date.now() - start < 30_000) {
        await sleep(50);
        actual = await names();
      }
      expect(actual).toEqual(expected);
      return Date.now() - start;
    },
  };
}

/** Blocks all reads until released. */
async function holdReads(listDatabases: jest.Mock) {
  const read = listDatabases.getMockImplementation()!;
  let resume = () => {};
  const held = new Promise<void>(resolve => {
    resume = resolve;
  });
  const before = listDatabases.mock.calls.length;
  listDatabases.mockImplementation(async () => {
    await held;
    return read();
  });
  while (listDatabases.mock.calls.length === before) await sleep(20);
  return { resume };
}

describe('catalogModulePostgres in a real catalog', () => {
  let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
  beforeAll(async () => {
    postgres = await startTestPostgres({ standby: false, archive: false });
  });
  afterAll(() => postgres?.remove());

  it('follows the databases, and keeps them when they cannot be read', async () => {
    const { user, password } = postgres.roles.backstage;
    const {
      databases,
      deleteResource,
      listDatabases,
      publish,
      until,
      names,
      stop,
    } = await startCatalog(postgres.primary.port, user, password);
    databases.set('server:main/a', database('a'));
    await until(['a-db']);

    // By the next full read, without a change.
    const paused = await holdReads(listDatabases);
    await deleteResource('a-db');
    expect(await names()).toEqual([]);
    paused.resume();
    await until(['a-db']);

    // From here on, only events can report changes.
    listDatabases.mockRejectedValue(new Error('the plugin is down'));
    const failed = listDatabases.mock.calls.length + 2;
    while (listDatabases.mock.calls.length < failed) await sleep(100);
    expect(await names()).toEqual(['a-db']);

    databases.set('server:main/b', database('b'));
    await publish({
      type: 'changed',
      ref: 'server:main/b',
      resourceRef: 'resource:default/b-db',
    });
    const took = await until(['a-db', 'b-db']);
    // Users notice two seconds; the limit is higher for a busy machine.
    expect(took).toBeLessThan(10_000);

    databases.delete('server:main/b');
    await publish({
      type: 'removed',
      ref: 'server:main/b',
      resourceRef: 'resource:default/b-db',
    });
    await until(['a-db']);
    await stop();
  });
});
