import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { logsIn } from '@pgstage/backstage-plugin-postgres-sql-node';
import { connectClient } from '@pgstage/example-postgres';
import { eventually } from '../__testUtils__/observedServer';
import {
  type RestoreServer,
  startRestoreServer,
} from '../__testUtils__/restoreServer';
import { actor, requestFor, signer } from '../__testUtils__/testServer';
import { Dumps } from '../backups/Dumps';
import type { ServerConfig } from '../config';
import {
  checkSpec,
  createDatabase,
  removeDatabase,
  rotateLogin,
} from '../write';
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
  const restores = (
    config: ServerConfig = server.config,
    now = () => new Date(),
  ) => {
    const services = { logger, now };
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

  it('creates a lost database again without the old password', async () => {
    await request('again');
    await restores().start(server.targetOf('again'));
    const select = 'SELECT count(*)::int FROM gated';
    const rows = [{ count: 3 }];
    expect(await server.asApplication('again', select)).toEqual(rows);
    await server.admin.query('DROP DATABASE again WITH (FORCE)');
    await request('again');
    await expect(server.asApplication('again', select)).rejects.toThrow(
      'password authentication failed',
    );
    await restores().start(server.targetOf('again'));
    expect(await server.asApplication('again', select)).toEqual(rows);
  });

  it('creates a lost database again without the passwords of its two logins', async () => {
    await request('twofold');
    await restores().start(server.targetOf('twofold'));
    const ref = server.targetOf('twofold').ref;
    const first = (await server.store.read(ref))!;
    await rotateLogin(server.targetOf('twofold'), { overlapMinutes: 60 });
    const second = (await server.store.read(ref))!;
    await server.admin.query('DROP DATABASE twofold WITH (FORCE)');
    await request('twofold');
    await restores().start(server.targetOf('twofold'));
    for (const old of [first, second])
      expect(await logsIn([{ ...old, database: 'postgres' }])).toBe(false);
    expect(
      await server.asApplication('twofold', 'SELECT session_user AS login'),
    ).toEqual([{ login: 'twofold' }]);
    expect((await server.find('twofold'))?.record?.overlap).toBeUndefined();
  });

  it('waits for a replica that has the dump', async () => {
    await request('elsewhere');
    const elsewhere = {
      ...server.config,
      dumps: {
        ...server.config.dumps!,
        directory: `${server.config.dumps!.directory}/elsewhere`,
      },
    };
    const other = restores(elsewhere);
    const before = await recordOf('elsewhere');
    await other.start(server.targetOf('elsewhere'));
    expect(await recordOf('elsewhere')).toEqual({
      ...before,
      dumpMissingSince: expect.any(String),
    });
    await expect(other.requireDump('elsewhere', before!)).rejects.toMatchObject(
      {
        name: 'ConflictError',
        message: expect.stringContaining('does not exist on this host'),
      },
    );
    await restores().start(server.targetOf('elsewhere'));
    expect(await recordOf('elsewhere')).toMatchObject({
      finishedAt: expect.any(String),
    });
  });

  it('fails if no host has had its dump for a day, until it is repeated', async () => {
    const name = 'nowhere';
    await request(name);
    const nowhere = {
      ...server.config,
      dumps: {
        ...server.config.dumps!,
        directory: `${server.config.dumps!.directory}/nowhere`,
      },
    };
    const hours = async (count: number) => {
      const now = () => new Date(Date.now() + count * 3600_000);
      await restores(nowhere).start({ ...server.targetOf(name), now });
      return recordOf(name);
    };
    const first = await hours(0);
    expect(first).toMatchObject({ dumpMissingSince: expect.any(String) });
    expect(await hours(23)).toEqual(first);
    expect(await hours(25)).toEqual({ ...first, failedAt: expect.any(String) });

    const { databases, provider } = await server.replica();
    const isTold = (database?: Database) =>
      database?.attention.some(({ id }) => id === 'restore-failed');
    const failed = await eventually(
      async () => databases.get(`server:main/${name}`),
      isTold,
    );
    expect(failed?.attention).toContainEqual(
      expect.objectContaining({
        id: 'restore-failed',
        evidence: expect.objectContaining({
          text: expect.stringContaining(
            'No host of Backstage that tried since',
          ),
        }),
      }),
    );
    await provider.disconnect();

    await request(name);
    await restores().start(server.targetOf(name));
    const done = await recordOf(name);
    expect(done).toMatchObject({ finishedAt: expect.any(String) });
    expect(done).not.toHaveProperty('dumpMissingSince');
  });

  it('is repeated, and has not failed, after the connection to the server was lost', async () => {
    await server.closeGate();
    await request('cut');
    // Each progress is written: by this clock the last one is old.
    let calls = 0;
    const now = () => new Date(Date.now() + (calls += 1) * 2_000);
    const attempt = restores(server.config, now).start(server.targetOf('cut'));
    await eventually(
      () =>
        server.admin.query(
          `SELECT FROM pg_stat_activity WHERE datname = 'cut' AND query LIKE 'COPY %'`,
        ),
      ({ rows }) => rows.length === 1,
    );
    const ended = await server.admin.query(
      `SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
        WHERE application_name LIKE 'pgstage-restore%'`,
    );
    expect(ended.rows).toHaveLength(1);
    await server.openGate();
    await attempt;
    const { startedAt, failedAt } = (await recordOf('cut'))!;
    expect([startedAt, failedAt]).toEqual([expect.any(String), undefined]);
    await restores().start(server.targetOf('cut'));
    expect(await recordOf('cut')).toMatchObject({
      finishedAt: expect.any(String),
    });
  });

  describe('its files', () => {
    const folderOf = (name: string) =>
      path.join(server.config.dumps!.directory, 'main', name);
    const filesOf = (name: string) => readdir(folderOf(name));
    const link = () => `restore-${dump}.dump`;
    const clean = () => restores().removeUnused(server.connections, signer);
    /** Starts a restore, which cannot end before the gate is opened. */
    const startGated = async (name: string) => {
      await server.closeGate();
      await request(name);
      const by = restores();
      const attempt = by.start(server.targetOf(name));
      await eventually(
        () =>
          server.admin.query(
            `SELECT FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'COPY %'`,
            [name],
          ),
        ({ rows }) => rows.length === 1,
      );
      return { by, attempt };
    };

    it('remain after an interruption, and are removed when it is given up', async () => {
      const { by } = await startGated('stopped');
      await by.stop();
      await server.openGate();
      const own = `${dump}.dump`;
      await writeFile(path.join(folderOf('stopped'), own), 'a dump');
      await clean();
      expect(await filesOf('stopped')).toEqual([own, link()]);

      await removeDatabase(server.targetOf('stopped'), {});
      const { provider } = await server.replica();
      await provider.reconcile({});
      expect(await filesOf('stopped')).toEqual([own]);
    });

    it('are not removed while any replica restores', async () => {
      await mkdir(folderOf('removed'), { recursive: true });
      await writeFile(path.join(folderOf('removed'), link()), 'a dump');
      const { attempt } = await startGated('current');
      await clean();
      expect(await filesOf('removed')).toEqual([link()]);
      expect(await filesOf('current')).toEqual([link()]);
      await server.openGate();
      await attempt;
      await clean();
      expect(await filesOf('removed')).toEqual([]);
      expect(await filesOf('current')).toEqual([]);
    });

    it('are only the error after a failure', async () => {
      await server.admin.query('CREATE ROLE closed');
      await request('broken');
      await restores().start(server.targetOf('broken'));
      await server.openGate();
      // As of another host that was interrupted.
      await writeFile(path.join(folderOf('broken'), link()), 'a dump');
      await clean();
      expect(await filesOf('broken')).toEqual(['restore-error']);
    });
  });

  it('writes no data of users to the log', async () => {
    await server.admin.query('CREATE ROLE closed');
    await request('failing');
    await restores().start(server.targetOf('failing'));
    await server.openGate();
    expect(await recordOf('failing')).toMatchObject({
      failedAt: expect.any(String),
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/^The restore of server:main\/failing .* failed/),
    );
    expect(logger.warn).not.toHaveBeenCalledWith(
      expect.stringContaining('The gate is closed'),
    );
  });
});
