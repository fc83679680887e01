import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient } from '@pgstage/example-postgres';
import {
  eventually,
  recordingConnection,
} from '../__testUtils__/observedServer';
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

  describeWithPart('PGSTAGE_PG18_BIN', 'with newer programs', newerBin => {
    it('restores a dump with the programs of its version only', async () => {
      const store = new FileCredentialStore(storeFolder);
      const folder = await mkdtemp(path.join(tmpdir(), 'pgstage-dumps-'));
      const start = async (binDirectories: string[]) => {
        const provider = new ServerProvider({
          servers: [
            {
              ...config,
              dumps: {
                directory: folder,
                binDirectory: binDirectories,
                minimumIntervalMinutes: 0,
                keep: 7,
                keepDays: 30,
                timeoutMinutes: 5,
              },
            },
          ],
          credentialStore: () => store,
          signer,
          logger: mockServices.logger.mock(),
        });
        const seen = recordingConnection();
        await provider.connect(seen);
        return { provider, seen };
      };
      const { provider, seen } = await start([newerBin, binDirectory]);
      const { ref } = await provider.create(requestFor('dumped'), {
        actor,
      });
      const [{ id }] = await eventually(
        async () => {
          const { backups } = await provider.listBackups(ref);
          if (!backups.length)
            await provider.createBackup(ref, { method: 'logical' }, { actor });
          return backups;
        },
        ([first]) => first?.status === 'finished',
      );
      const { binding } = requestFor('restored');
      const request = { name: 'restored', binding, backup: id };
      const newer = await start([newerBin]);
      expect((await newer.provider.listBackups(ref)).restore).toMatchObject({
        supported: false,
        reason: { id: 'server.restoreProgramTooNew' },
      });
      await expect(
        newer.provider.restore(ref, request, { actor }),
      ).rejects.toThrow('pg_restore 18');
      await newer.provider.disconnect();
      await provider.restore(ref, request, { actor });
      await eventually(
        () => seen.databases.get('server:main/restored'),
        database => database?.usable.value,
        120,
      );
      await provider.disconnect();
      await rm(folder, { recursive: true });
    });
  });
});
