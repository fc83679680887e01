import { mockServices } from '@backstage/backend-test-utils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient } from '@pgstage/example-postgres';
import {
  type RestoreServer,
  startRestoreServer,
} from '../__testUtils__/restoreServer';
import { actor, requestFor } from '../__testUtils__/testServer';
import { Dumps } from '../backups/Dumps';
import type { ServerConfig } from '../config';
import { checkSpec, createDatabase } from '../write';
import { Restores } from './Restores';

jest.setTimeout(300_000);

describeWithPart('PGSTAGE_PG18_BIN', 'a requested restore', bin => {
  const logger = mockServices.logger.mock();
  let server: RestoreServer;
  let dump: string;
  let running: Restores[] = [];

  beforeAll(async () => {
    server = await startRestoreServer(bin);
    const { provider } = await server.replica();
    await server.create(requestFor('orders'));
    await server.createGated('orders');
    await server.asApplication('orders', 'CREATE INDEX ON gated (id)');
    dump = await server.dump(provider, 'orders');
    await provider.disconnect();
  });
  afterEach(async () => {
    await Promise.all(running.map(restores => restores.stop()));
    running = [];
    jest.clearAllMocks();
  });
  afterAll(() => server?.stop());

  /** Those of one replica. */
  const restores = (config: ServerConfig = server.config) => {
    const services = { logger, now: () => new Date() };
    const own = new Restores(new Dumps(config, services), services, () => {});
    running.push(own);
    return own;
  };
  const recordOf = async (name: string) =>
    (await server.find(name))?.record?.restore;

  /** Requests a restore that no replica has started. */
  const request = (name: string) =>
    createDatabase(
      server.targetOf(name),
      {
        request: requestFor(name),
        spec: checkSpec(server.config, name, {}),
        restore: { source: 'server:main/orders', backup: dump },
      },
      { actor },
    );
  const asAdmin = async (database: string, text: string) => {
    const { primary, admin } = server.postgres;
    const client = await connectClient({ ...primary, ...admin, database });
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };

  it('does not touch another database that has its name now', async () => {
    await request('taken');
    await server.admin.query('DROP DATABASE taken');
    await server.admin.query('CREATE DATABASE taken OWNER orders');
    await asAdmin('taken', 'CREATE TABLE theirs AS SELECT 1 AS id');

    await restores().start(server.targetOf('taken'));
    expect(await asAdmin('taken', 'SELECT id FROM theirs')).toEqual([
      { id: 1 },
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('belongs to another database of role'),
    );
  });
});
