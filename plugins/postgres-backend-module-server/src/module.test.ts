import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type CredentialStore,
  postgresCredentialStoresExtensionPoint,
  type PostgresProvider,
  postgresProvidersExtensionPoint,
  postgresRecordsExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import { signer } from './__testUtils__/testServer';
import { postgresModuleServer } from './module';

/** Starts a backend with the extension points, without the plugin. */
async function start(postgres: object) {
  const providers: PostgresProvider[] = [];
  const stores: CredentialStore[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'postgres',
    register(env) {
      env.registerExtensionPoint(postgresProvidersExtensionPoint, {
        addProvider: provider => providers.push(provider),
      });
      env.registerExtensionPoint(postgresCredentialStoresExtensionPoint, {
        addCredentialStore: store => stores.push(store),
        getCredentialStore: id => stores.find(store => store.id === id)!,
      });
      env.registerExtensionPoint(postgresRecordsExtensionPoint, { signer });
      env.registerInit({
        deps: { logger: coreServices.logger },
        async init() {},
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      postgresModuleServer,
      mockServices.rootConfig.factory({ data: { postgres } }),
    ],
  });
  return { backend, providers, stores };
}

it('adds the configured provider and store', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'pgstage-module-'));
  const { backend, providers, stores } = await start({
    providers: {
      server: {
        servers: [{ id: 'main', connection: { host: 'localhost', user: 'x' } }],
      },
    },
    credentialStores: { file: { directory } },
  });
  expect(providers.map(({ id }) => id)).toEqual(['server']);
  expect(stores.map(({ id }) => id)).toEqual(['file']);
  await backend.stop();
  await rm(directory, { recursive: true });
});

it('adds nothing without configuration', async () => {
  const { backend, providers, stores } = await start({});
  expect({ providers, stores }).toEqual({ providers: [], stores: [] });
  await backend.stop();
});

it('fails to start with an error that names the invalid key', async () => {
  await expect(
    start({
      providers: {
        server: {
          servers: [
            { id: 'main', connection: { host: 'x', user: 'x', port: 'no' } },
          ],
        },
      },
    }),
  ).rejects.toThrow(
    /postgres\.providers\.server\.servers\[0\]\.connection\.port must be a number/,
  );
});

describe('a server that accepts connections and does not respond', () => {
  let unresponsive: Server;
  beforeAll(async () => {
    unresponsive = createServer(socket => socket.on('error', () => {})).listen(
      0,
      '127.0.0.1',
    );
    await once(unresponsive, 'listening');
  });
  afterAll(() => {
    unresponsive.close();
  });

  it('does not delay the start and is reported as unreachable', async () => {
    const { port } = unresponsive.address() as { port: number };
    const { backend, providers } = await start({
      providers: {
        server: {
          servers: [
            { id: 'main', connection: { host: '127.0.0.1', port, user: 'x' } },
          ],
        },
      },
    });
    const [provider] = providers;
    const reported = new Promise<string>(resolve => {
      const ignore = () => {};
      provider.connect({
        upsert: ignore,
        remove: ignore,
        replaceAll: ignore,
        unreachable: (location, message) => resolve(`${location}: ${message}`),
      });
    });
    // `connect` does not wait for the server.
    expect(await reported).toMatch(/^main: .*it did not respond in time/);
    expect((await provider.describe()).locations).toMatchObject([
      {
        id: 'main',
        reachable: false,
        message: expect.stringContaining('did not respond in time'),
      },
    ]);
    await provider.disconnect();
    await backend.stop();
  });
});
