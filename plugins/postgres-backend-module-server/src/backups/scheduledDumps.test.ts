import { promises as fs } from 'node:fs';
import { ConflictError } from '@backstage/errors';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient } from '@pgstage/example-postgres';
import { eventually } from '../__testUtils__/observedServer';
import {
  options,
  type RestoreServer,
  startRestoreServer,
} from '../__testUtils__/restoreServer';
import { requestFor } from '../__testUtils__/testServer';
import { DatabaseBackups } from './DatabaseBackups';
import type { ServerProvider } from '../provider/ServerProvider';

jest.setTimeout(300_000);

describeWithPart('PGSTAGE_PG18_BIN', 'scheduled dumps', binDirectory => {
  let server: RestoreServer;
  let provider: ServerProvider;
  let databases: Map<string, Database>;
  const refs = ['one', 'two'].map(name => `server:main/${name}`);
  const dumpsOf = async (ref: string) =>
    (await provider.listBackups(ref)).backups;

  beforeAll(async () => {
    server = await startRestoreServer(binDirectory, {
      schedule: { everyHours: 24 },
      login: { user: 'dumper', password: 'for dumps' },
    });
    ({ provider, databases } = await server.replica());
    await server.create(requestFor('one'));
    await server.create(requestFor('two', { connectionLimit: 1 }));
    // A table that its owner cannot read completely, and one of another role.
    await server.asApplication(
      'two',
      `CREATE TABLE secret AS SELECT 1 AS id;
       ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
       ALTER TABLE secret FORCE ROW LEVEL SECURITY`,
    );
    const inside = await connectClient({
      ...server.postgres.primary,
      ...server.postgres.admin,
      database: 'two',
    });
    await inside.query('CREATE TABLE theirs AS SELECT 2 AS id');
    await inside.end();
  });
  afterAll(() => server?.stop());

  it('require a login with sufficient rights, and name the statements', async () => {
    const [, method] = (await provider.listBackups(refs[0])).methods;
    expect(method).toMatchObject({
      id: 'logical',
      supported: false,
      reason: {
        id: 'server.dumpLoginLacksRights',
        params: {
          statements:
            'CREATE ROLE "dumper" LOGIN BYPASSRLS; GRANT pg_read_all_data TO "dumper"',
        },
      },
    });
    await server.admin.query(
      `CREATE ROLE dumper LOGIN BYPASSRLS PASSWORD 'for dumps';
       GRANT pg_read_all_data TO dumper`,
    );
    expect((await provider.listBackups(refs[0])).methods[1]).toMatchObject({
      supported: true,
    });
  });

  it('are shown, taken once in a period, and contain what the owner cannot read', async () => {
    const [schedule] = (await provider.listBackups(refs[0])).schedules!;
    expect(schedule).toMatchObject({
      description: { id: 'server.dumpEvery', params: { hours: 24 } },
      nextRunAt: expect.any(String),
    });
    // No connection is left for the application.
    await server.admin.query('ALTER ROLE two CONNECTION LIMIT 0');
    const create = jest.spyOn(DatabaseBackups.prototype, 'create');
    await provider.takeDueDumps('main');
    for (const ref of refs) {
      // So that a database that has received the name meanwhile is not dumped.
      const recordVersion = databases.get(ref)?.recordVersion;
      expect(recordVersion).toBeDefined();
      expect(create).toHaveBeenCalledWith(
        ref,
        { method: 'logical' },
        expect.objectContaining({ recordVersion }),
      );
      expect(await dumpsOf(ref)).toMatchObject([
        { status: 'finished', method: 'logical' },
      ]);
    }
    await provider.takeDueDumps('main');
    expect(await dumpsOf(refs[0])).toHaveLength(1);
    const [next] = (await provider.listBackups(refs[0])).schedules!;
    expect(Date.parse(next.nextRunAt!)).toBeGreaterThan(Date.now());

    const { binding } = requestFor('copy');
    await provider.restore(refs[1], { name: 'copy', binding }, options);
    await eventually(
      () => databases.get('server:main/copy'),
      database => database?.usable.value,
      120,
    );
    const rows = await server.asApplication('copy', 'SELECT id FROM theirs');
    expect(rows).toEqual([{ id: 2 }]);
    await server.asApplication(
      'copy',
      'ALTER TABLE secret NO FORCE ROW LEVEL SECURITY',
    );
    expect(await server.asApplication('copy', 'SELECT id FROM secret')).toEqual(
      [{ id: 1 }],
    );
  });

  it('are not taken of another database that has the name now', async () => {
    const ref = 'server:main/lost';
    await server.create(requestFor('lost'));
    await server.admin.query('DROP DATABASE lost');
    await server.admin.query('CREATE DATABASE lost OWNER one');
    await expect(
      provider.createBackup(ref, { method: 'logical' }, options),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await dumpsOf(ref)).toEqual([]);
  });

  it('are listed as failed if they cannot start, and need attention', async () => {
    const expectFailed = async (name: string, error: string) => {
      await server.create(requestFor(name));
      await provider.takeDueDumps('main');
      // Repeated after an hour.
      await provider.takeDueDumps('main');
      expect(await dumpsOf(`server:main/${name}`)).toEqual([
        expect.objectContaining({
          status: 'failed',
          error: expect.stringContaining(error),
        }),
      ]);
      await eventually(
        () => databases.get(`server:main/${name}`),
        database => database?.attention.some(({ id }) => id === 'dump-failed'),
      );
    };
    const statfs = jest
      .spyOn(fs, 'statfs')
      .mockResolvedValue({ bavail: 0, bsize: 1000 } as never);
    await expectFailed('full', 'are free');
    statfs.mockRestore();
    await server.admin.query('ALTER ROLE dumper RENAME TO former_dumper');
    await expectFailed('closed', 'dumper');
  });

  it('leave no failed dump if another dump is being started', async () => {
    await server.create(requestFor('busy'));
    const create = jest
      .spyOn(DatabaseBackups.prototype, 'create')
      .mockRejectedValue(new ConflictError('another dump runs'));
    await provider.takeDueDumps('main');
    expect(create).toHaveBeenCalledWith(
      'server:main/busy',
      expect.anything(),
      expect.anything(),
    );
    create.mockRestore();
    expect(await dumpsOf('server:main/busy')).toEqual([]);
  });
});
