import { mockServices } from '@backstage/backend-test-utils';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import {
  actor,
  binding,
  requestFor,
  signer,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { ServerProvider } from './ServerProvider';

let server: TestServer;
let provider: ServerProvider;
beforeAll(async () => {
  server = await startTestServer();
  provider = new ServerProvider({
    signer,
    servers: [{ ...server.config, reserved: ['x_*', 'bs_one'] }],
    credentialStore: () => server.store,
    logger: mockServices.logger.mock(),
  });
  // As if Backstage used the same role for its own databases.
  await server.connections.query('CREATE DATABASE bs_one');
  await server.connections.query('CREATE DATABASE theirs');
});
afterAll(async () => {
  await provider?.disconnect();
  await server?.stop();
});

const options = { actor };
const ref = 'server:main/bs_one';

it("neither shows nor changes Backstage's own databases", async () => {
  const reported = new Promise<string[]>(resolve => {
    const ignore = () => {};
    provider.connect({
      upsert: ignore,
      remove: ignore,
      unreachable: ignore,
      replaceAll: (_location, all) => resolve(all.map(({ name }) => name)),
    } satisfies ProviderConnection);
  });
  expect(await reported).toEqual(['theirs']);

  const own = { name: 'ConflictError', message: /one of Backstage's own/ };
  for (const rejected of [
    provider.bind(ref, binding, { ...options, adopt: true }),
    provider.change(ref, { protected: false }, options),
    provider.rotatePassword(ref, options),
    provider.remove(ref, { force: true }, options),
  ]) {
    await expect(rejected).rejects.toMatchObject({
      name: own.name,
      message: expect.stringMatching(own.message),
    });
  }
  await expect(provider.connection(ref)).rejects.toMatchObject({
    name: 'NotFoundError',
  });
  for (const name of ['bs_one', 'x_catalog']) {
    await expect(
      provider.create(requestFor(name), options),
    ).rejects.toMatchObject({
      issues: [expect.objectContaining({ field: 'name' })],
    });
  }
  const { rows } = await server.admin.query(
    `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = 'bs_one'`,
  );
  expect(rows).toEqual([{ comment: null }]);
});

it('does not change one that was adopted before it was configured', async () => {
  const unconfigured = new ServerProvider({
    signer,
    servers: [server.config],
    credentialStore: () => server.store,
    logger: mockServices.logger.mock(),
  });
  await unconfigured.bind(ref, binding, { ...options, adopt: true });
  await unconfigured.disconnect();
  await expect(provider.connection(ref)).rejects.toMatchObject({
    name: 'NotFoundError',
  });
  await expect(
    provider.remove(ref, { force: true }, options),
  ).rejects.toMatchObject({ name: 'ConflictError' });
});
