import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient } from '@pgstage/example-postgres';
import { startOlderServer } from '../__testUtils__/olderServer';
import {
  actor,
  requestFor,
  signer,
  startTestServer,
} from '../__testUtils__/testServer';
import type { ServerConfig } from '../config';
import { FileCredentialStore } from '../credentials/FileCredentialStore';
import { ServerProvider } from '../provider/ServerProvider';

jest.setTimeout(180_000);

describeWithPart('PGSTAGE_PG16_BIN', 'PostgreSQL 16', binDirectory => {
  let older: Awaited<ReturnType<typeof startOlderServer>>;
  let storeFolder: string;
  let config: ServerConfig;
  beforeAll(async () => {
    // Creates the user for servers if root runs the tests.
    const newest = await startTestServer();
    await newest.stop();
    older = await startOlderServer(binDirectory);
    await older.admin.query('CREATE ROLE pgstage LOGIN CREATEDB CREATEROLE');
    storeFolder = await mkdtemp(path.join(tmpdir(), 'pgstage-store-'));
    config = {
      ...newest.config,
      connection: {
        ...older.address,
        user: 'pgstage',
        database: 'postgres',
        sslMode: 'disable',
      },
      application: { ...older.address, sslMode: 'disable' },
    };
  });
  afterAll(async () => {
    await older?.stop();
    await rm(storeFolder, { recursive: true });
  });

  it('creates and removes a database with only CREATEDB and CREATEROLE', async () => {
    const store = new FileCredentialStore(storeFolder);
    const provider = new ServerProvider({
      servers: [config],
      credentialStore: () => store,
      signer,
      logger: mockServices.logger.mock(),
    });
    const { ref } = await provider.create(
      requestFor('orders', { options: { locale: 'C', encoding: 'UTF8' } }),
      { actor },
    );
    const { user, password } = await provider.revealCredentials(ref, { actor });
    const client = await connectClient({
      ...older.address,
      user,
      password,
      database: 'orders',
    });
    await client.query('CREATE TABLE t ()');
    await client.end();
    // A string in another format would be hashed as a password.
    const { rows } = await older.admin.query(
      `SELECT rolpassword FROM pg_authid WHERE rolname = 'orders'`,
    );
    expect(rows[0].rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
    await provider.remove(ref, {}, { actor });
    expect(
      (await older.admin.query(`SELECT FROM pg_roles WHERE rolname = 'orders'`))
        .rowCount,
    ).toBe(0);
    await provider.disconnect();
  });
});
