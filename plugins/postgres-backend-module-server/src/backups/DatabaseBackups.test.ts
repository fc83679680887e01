import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient } from '@pgstage/example-postgres';
import {
  eventually,
  grantBackupRights,
  startObservedServer,
} from '../__testUtils__/observedServer';
import { message } from '../messages';
import { ServerObserver } from '../observe';
import { requestFor } from '../__testUtils__/testServer';
import { backupId } from './backupDirectory';
import { BaseBackups } from './BaseBackups';
import { DatabaseBackups } from './DatabaseBackups';
import { Dumps } from './Dumps';
import { findPgPrograms } from './pgPrograms';
import { timeId } from './timeId';
import { verifyBaseBackup } from './verifyBaseBackup';

const run = promisify(execFile);

jest.setTimeout(180_000);

const role = 'pgstage';
const ref = 'server:main/orders';
let server: Awaited<ReturnType<typeof startObservedServer>>;
let backups: DatabaseBackups;
const list = () => backups.list(ref);
const noInterval = { minimumIntervalMinutes: 0, keep: 20, keepDays: 30 };
const bin = process.env.PGSTAGE_PG18_BIN;

beforeAll(async () => {
  const folder = await fs.mkdtemp(path.join(__dirname, '.dumps-'));
  server = await startObservedServer(
    {
      dumps: {
        directory: folder,
        binDirectory: bin ?? '/nowhere',
        ...noInterval,
        timeoutMinutes: 5,
      },
    },
    { settings: { archive_timeout: '2s' } },
  );
  backups = new DatabaseBackups(server.observer, server.services);
  await server.create(requestFor('orders'));
});
afterAll(async () => {
  const folder = server?.connections.server.dumps?.directory;
  await server?.stop();
  if (folder) await fs.rm(folder, { recursive: true });
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** Removes the files, as if no backup had been taken. */
async function removeBaseBackups() {
  const directory = server.postgres.backupDir;
  for (const name of await fs.readdir(directory)) {
    await fs.rm(path.join(directory, name), { recursive: true });
  }
}

describe('without the rights to read files of the server', () => {
  beforeAll(async () => {
    await server.admin.query(`REVOKE pg_read_server_files FROM ${role};
      REVOKE EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean) FROM ${role}`);
    server.observer.locate(ref).watch.backupsChanged();
  });

  it('reports the required statements in the section and in the claim `safe`', async () => {
    const rejected = list();
    await expect(rejected).rejects.toThrow(UpstreamForbiddenError);
    await expect(rejected).rejects.toThrow(
      'GRANT pg_read_server_files; GRANT EXECUTE ON FUNCTION pg_ls_dir',
    );
    await expect(backups.create(ref, { method: 'base' })).rejects.toThrow(
      'pg_read_server_files',
    );
    const { safe } = await server.until('orders', ({ attention }) =>
      attention.some(({ id }) => id === 'backups-unknown'),
    );
    expect(safe).toEqual({
      value: null,
      reason: {
        id: 'provider.verbatim',
        params: { text: expect.stringContaining('GRANT') },
        text: expect.stringContaining('GRANT'),
      },
    });
  });
});

describe('base backups', () => {
  beforeAll(() => grantBackupRights(server.admin, role));

  it('lists no backups and no recovery window before the first backup', async () => {
    expect(await list()).toMatchObject({
      backups: [],
      archiving: { state: 'working', lastArchivedAt: expect.any(String) },
      methods: [
        { id: 'base', supported: true },
        { id: 'logical', supported: Boolean(bin) },
      ],
      restore: bin
        ? {
            supported: true,
            reason: message('restoresDumps', {
              contact: message('askAdministrator'),
            }),
          }
        : { supported: false, reason: { id: 'server.programMissing' } },
      restoreMethods: ['logical'],
    });
    expect((await list()).recoveryWindow).toBeUndefined();
  });

  it('takes and verifies a backup, whose end is the start of the recovery window', async () => {
    const started = await backups.create(ref, {});
    expect(started).toMatchObject({ method: 'base', scope: 'server' });
    const { backups: all } = await eventually(
      list,
      ({ backups: [first] }) => first?.verified !== undefined,
    );
    expect(all).toMatchObject([
      {
        id: started.id,
        status: 'finished',
        location: `${server.postgres.backupDir}/${started.id}`,
        verified: { ok: true, message: expect.stringMatching(/^\d{3,} files/) },
      },
    ]);
    expect(all[0].sizeBytes).toBeGreaterThan(20_000_000);
    const manifest = await fs.stat(`${all[0].location}/backup_manifest`);
    expect(Date.parse(all[0].finishedAt!)).toBeGreaterThanOrEqual(
      manifest.mtimeMs,
    );

    const opened = await eventually(list, ({ recoveryWindow }) =>
      Boolean(recoveryWindow && recoveryWindow.to > recoveryWindow.from),
    );
    expect(opened.recoveryWindow?.from).toBe(all[0].finishedAt);
    const grown = await eventually(
      async () => {
        await server.admin.query(
          'CREATE TABLE IF NOT EXISTS t (i int); INSERT INTO t VALUES (1)',
        );
        return list();
      },
      ({ recoveryWindow }) => recoveryWindow!.to > opened.recoveryWindow!.to,
    );
    expect(grown.recoveryWindow?.from).toBe(opened.recoveryWindow?.from);
    const { summary, steps } = await server.until('orders', ({ safe }) => safe);
    expect(summary).toMatchObject({
      lastGoodBackupAt: all[0].finishedAt,
      recoveryWindow: { from: all[0].finishedAt },
    });
    expect(steps.at(-1)).toMatchObject({ id: 'backup', state: 'done' });
  });

  it('reports a newer database as safe when the archive contains its creation', async () => {
    await server.create(requestFor('younger'));
    const { watch } = server.observer.locate(ref);
    const { safe, summary, attention } = await server.until(
      'younger',
      database => {
        watch.backupsChanged();
        // `safe` and the recovery window must agree in every state.
        expect(Boolean(database.summary.recoveryWindow)).toBe(
          Boolean(database.safe.value),
        );
        return database.safe.value;
      },
    );
    expect(summary.recoveryWindow!.to > summary.recoveryWindow!.from).toBe(
      true,
    );
    expect({ safe, attention }).toEqual({
      safe: { value: true, source: 'archive', at: expect.any(String) },
      attention: [],
    });
    // No newer backup was taken.
    expect(summary.lastGoodBackupAt).toBeUndefined();
  });

  it('detects that a backup was damaged after it was written', async () => {
    const [{ location }] = (await list()).backups;
    const query = server.connections.query.bind(server.connections);
    const tar = await fs.open(`${location}/base.tar`, 'r+');
    await tar.write(Buffer.from('damage'), 0, 6, 10_000_000);
    await tar.close();
    expect(await verifyBaseBackup(query, location!)).toMatchObject({
      ok: false,
    });
    await fs.truncate(`${location}/base.tar`, 5_000_000);
    expect(await verifyBaseBackup(query, location!)).toMatchObject({
      ok: false,
    });
  });

  it('rejects a second backup while one runs, and reports a failed one with its error', async () => {
    const { admin } = server;
    // Enough data that the backup still runs when it is stopped below.
    await admin.query(
      'CREATE TABLE large AS SELECT repeat(md5(i::text), 60) FROM generate_series(1, 400000) i',
    );
    const both = await Promise.allSettled(
      [1, 2].map(() => backups.create(ref, { method: 'base' })),
    );
    const [first] = both.flatMap(result =>
      result.status === 'fulfilled' ? result.value : [],
    );
    const [second] = both.flatMap(result =>
      result.status === 'rejected' ? result.reason : [],
    );
    expect(first.status).toBe('running');
    // On a busy machine, it would end before the checks.
    const { rows } = await admin.query<{ pid: number }>(
      'SELECT pid FROM pg_stat_progress_basebackup',
    );
    process.kill(rows[0].pid, 'SIGSTOP');
    expect(second).toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /of server main is (being started|running)|has been running since/,
      ),
    });
    await expect(backups.create(ref, { method: 'base' })).rejects.toThrow(
      first.id,
    );
    expect(
      (await list()).backups.find(({ id }) => id === first.id),
    ).toMatchObject({ status: 'running' });
    await admin.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    process.kill(rows[0].pid, 'SIGCONT');
    const failed = await eventually(
      async () => (await list()).backups.find(({ id }) => id === first.id),
      backup =>
        backup?.status === 'failed' &&
        !backup.error?.includes('manifest is missing.'),
    );
    expect(failed?.error).toMatch(/terminat/);
    const { attention } = await server.until('orders', database =>
      database.attention.some(({ id }) => id === 'backup-failed'),
    );
    expect(attention[0]).toMatchObject({
      id: 'backup-failed',
      what: message('baseBackupFailed'),
      meaning: { id: 'server.goodBaseBackup' },
    });
    await admin.query('DROP TABLE large');
    // As after a crash of Backstage, which then did not write the result.
    await fs.rm(`${failed?.location}.json`);
    expect(
      (await list()).backups.find(({ id }) => id === first.id),
    ).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('manifest is missing'),
    });
  });

  it('throws the error of the server if the backup cannot start', async () => {
    const unwritable = server.connect({
      ...server.connections.server,
      backupDirectory: '/proc/backups',
    });
    await expect(
      new BaseBackups(unwritable, server.services).create(() => {}),
    ).rejects.toMatchObject({
      system: 'PostgreSQL server main',
      message: expect.stringContaining('/proc/backups'),
    });
  });

  it('takes one backup for thirteen requests, and returns when the next one is allowed', async () => {
    const limited = server.connect({
      ...server.connections.server,
      baseBackups: { minimumIntervalMinutes: 60, keep: 7, keepDays: 30 },
    });
    const before = (await list()).backups.length;
    const observer = new ServerObserver([limited], server.services);
    const owner = new DatabaseBackups(observer, server.services);
    // The backups of the previous tests count.
    await expect(owner.create(ref, { method: 'base' })).rejects.toThrow(
      /less than 60 minutes ago\. The next one is possible from 20/,
    );
    await removeBaseBackups();
    const results = [];
    for (let request = 0; request < 13; request += 1) {
      results.push(
        await owner.create(ref, { method: 'base' }).catch(error => error.name),
      );
    }
    expect(results.filter(result => result === 'ConflictError')).toHaveLength(
      12,
    );
    expect(before).toBeGreaterThan(1);
    const section = await eventually(
      () => owner.list(ref),
      ({ backups: [first] }) => first?.verified !== undefined,
    );
    expect(section.backups).toHaveLength(1);
    expect(section.methods[0]).toMatchObject({
      scope: 'server',
      supported: true,
      reason: { id: 'server.nextBackupFrom' },
    });
    const inAnHour = new DatabaseBackups(observer, {
      ...server.services,
      now: () => new Date(Date.now() + 3_600_000),
    });
    const [method] = (await inAnHour.list(ref)).methods;
    expect(method.reason).toBeUndefined();
  });

  it('retains the configured number, frees the space of the others, and does not change backups of others', async () => {
    await removeBaseBackups();
    const directory = server.postgres.backupDir;
    await server.admin.query(
      `COPY (SELECT repeat('x', 1000)) TO '${directory}/theirs.tar'`,
    );
    const few = server.connect({
      ...server.connections.server,
      baseBackups: { minimumIntervalMinutes: 0, keep: 1, keepDays: 1 },
    });
    const observer = new ServerObserver([few], server.services);
    const owner = new DatabaseBackups(observer, server.services);
    for (let round = 0; round < 3; round += 1) {
      await owner.create(ref, { method: 'base' });
      await eventually(
        () => owner.list(ref),
        ({ backups: [first] }) => first.verified !== undefined,
      );
    }
    const { backups: retained } = await eventually(
      () => owner.list(ref),
      section => section.backups.length === 2,
    );
    // The oldest is the start of the recovery window, the newest is the last good one.
    const folders = (await fs.readdir(directory, { withFileTypes: true }))
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
    expect(retained.map(({ id }) => id)).toEqual([folders[2], folders[0]]);
    const { size } = await fs.stat(`${directory}/${folders[1]}/base.tar`);
    expect(size).toBe(0);
    expect((await fs.stat(`${directory}/theirs.tar`)).size).toBe(1001);
  });

  it('names the error if the space of an expired one cannot be freed, until it can', async () => {
    const base = new BaseBackups(server.connections, server.services);
    const folder = path.join(
      server.postgres.backupDir,
      backupId(new Date('2020-01-01T00:00:00Z')),
    );
    // A folder in place of a file cannot be truncated.
    await fs.mkdir(path.join(folder, 'base.tar'), { recursive: true });
    await expect(base.expire()).rejects.toThrow(/base\.tar/);
    expect(base.expiryError).toMatch(/base\.tar/);
    await fs.rm(folder, { recursive: true });
    await base.expire();
    expect(base.expiryError).toBeUndefined();
  });

  it('is rejected if there is too little disk space', async () => {
    jest
      .spyOn(fs, 'statfs')
      .mockResolvedValue({ bavail: 1000, bsize: 1000 } as never);
    await expect(backups.create(ref, { method: 'base' })).rejects.toThrow(
      /needs about [\d.]+ GB, but only 0\.0 GB are free/,
    );
  });

  it('reports since when archiving fails', async () => {
    const { admin } = server;
    await admin.query(`ALTER SYSTEM SET archive_command = 'false'`);
    await admin.query('SELECT pg_reload_conf()');
    await admin.query('SELECT pg_switch_wal()');
    const { archiving } = await eventually(
      list,
      section => section.archiving.state === 'attention',
    );
    expect(archiving.reason).toMatchObject({
      id: 'sql.archivingFails',
      params: {
        file: expect.stringMatching(/^\w{24}$/),
        effect: { id: 'sql.changesNotProtected' },
      },
    });
    const database = await server.until('orders', ({ attention }) =>
      attention.some(({ id }) => id === 'archiving'),
    );
    expect(database.status).toMatchObject({
      state: 'attention',
      reason: {
        id: 'server.archivingFails',
        params: { file: expect.stringMatching(/^\w{24}$/) },
      },
    });
    expect(database.attention[0]).toMatchObject({
      what: { id: 'server.archivingFails' },
      meaning: { id: 'server.changesNotProtected' },
    });
    await admin.query('ALTER SYSTEM RESET archive_command');
    await admin.query('SELECT pg_reload_conf()');
    await eventually(
      list,
      section => section.archiving.state === 'working',
      90,
    );
  });
});

describeWithPart('PGSTAGE_PG18_BIN', 'logical dumps', binDirectory => {
  it('writes a dump that restores the data', async () => {
    await server.asApplication(
      'orders',
      'CREATE TABLE item AS SELECT 42 AS answer',
    );
    const started = await backups.create(ref, { method: 'logical' });
    const dump = await eventually(
      async () => (await list()).backups.find(({ id }) => id === started.id),
      backup => backup?.status !== 'running',
    );
    expect(dump).toMatchObject({
      status: 'finished',
      scope: 'database',
      verified: { ok: true },
    });
    expect((await fs.stat(dump!.location!)).mode & 0o777).toBe(0o600);
    expect(await fs.readdir(path.dirname(dump!.location!))).toEqual([
      path.basename(dump!.location!),
    ]);

    await server.admin.query('CREATE DATABASE copy');
    const { primary, admin } = server.postgres;
    await run(
      path.join(binDirectory, 'pg_restore'),
      ['--no-owner', '--dbname=copy', dump!.location!],
      {
        env: {
          PGHOST: primary.host,
          PGPORT: String(primary.port),
          PGUSER: admin.user,
          PGPASSWORD: admin.password,
        },
      },
    );
    const copy = await connectClient({
      ...primary,
      ...admin,
      database: 'copy',
    });
    const { rows } = await copy.query('SELECT answer FROM item');
    await copy.end();
    expect(rows).toEqual([{ answer: 42 }]);
  });

  it('removes the unfinished file of a crash, and still lists the failure', async () => {
    const [{ location }] = (await list()).backups.filter(
      ({ method }) => method === 'logical',
    );
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    const id = timeId(yesterday);
    const part = path.join(path.dirname(location!), `${id}.dump.part`);
    await fs.writeFile(part, 'half');
    await fs.utimes(part, 0, 0);
    const before = (await list()).backups.find(backup => backup.id === id);
    expect(before).toMatchObject({
      status: 'failed',
      startedAt: yesterday.toISOString(),
    });
    // So that the first dump still runs when the second one is requested.
    const { primary, admin } = server.postgres;
    const lockHolder = await connectClient({
      ...primary,
      ...admin,
      database: 'orders',
    });
    await lockHolder.query('BEGIN; LOCK TABLE item');
    const both = await Promise.allSettled(
      [1, 2].map(() => backups.create(ref, { method: 'logical' })),
    );
    await lockHolder.end();
    expect(both.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    await expect(fs.stat(part)).rejects.toThrow('ENOENT');
    const settled = await eventually(list, section =>
      section.backups.every(({ status }) => status !== 'running'),
    );
    expect(settled.backups.find(backup => backup.id === id)).toMatchObject({
      status: 'failed',
      error: before?.error,
    });
  });

  it('rejects requests within the minimum interval and without disk space, and retains the configured number', async () => {
    const dumps = (limits: Partial<typeof noInterval>) =>
      new DatabaseBackups(
        new ServerObserver(
          [
            server.connect({
              ...server.connections.server,
              dumps: {
                ...server.connections.server.dumps!,
                ...noInterval,
                ...limits,
              },
            }),
          ],
          server.services,
        ),
        server.services,
      );
    const done = () =>
      eventually(list, section =>
        section.backups.every(({ status }) => status !== 'running'),
      );
    const dump = { method: 'logical' };
    await dumps({ keep: 1 }).create(ref, dump);
    const logical = (await done()).backups.filter(
      ({ method, status }) => method === 'logical' && status === 'finished',
    );
    expect(logical).toHaveLength(1);
    await expect(
      dumps({ minimumIntervalMinutes: 60 }).create(ref, dump),
    ).rejects.toThrow(/dump of database 'orders'.*possible from/);
    jest
      .spyOn(fs, 'statfs')
      .mockResolvedValue({ bavail: 0, bsize: 1000 } as never);
    await expect(dumps({}).create(ref, dump)).rejects.toThrow(/are free/);
  });

  it('lists a failed dump with the error of pg_dump', async () => {
    await server.admin.query('ALTER DATABASE orders CONNECTION LIMIT 0');
    const started = await backups.create(ref, { method: 'logical' });
    const failed = await eventually(
      async () => (await list()).backups.find(({ id }) => id === started.id),
      backup => backup?.status === 'failed',
    );
    expect(failed?.error).toMatch(/too many connections/);
    await server.admin.query('ALTER DATABASE orders CONNECTION LIMIT -1');
  });
});

it('returns why no dump can be taken', async () => {
  const dumps = (binDirectory: string) =>
    new Dumps(
      {
        ...server.connections.server,
        dumps: {
          directory: '/nowhere',
          binDirectory,
          ...noInterval,
          timeoutMinutes: 5,
        },
      },
      server.services,
    );
  expect(await dumps('/nowhere').support(180_000)).toEqual({
    supported: false,
    reason: message('programMissing', {
      program: 'pg_dump',
      needed: 18,
      directory: '/nowhere',
    }),
  });
});

describeWithPart('PGSTAGE_PG16_BIN', 'an older pg_dump', binDirectory => {
  it('is not used for a newer server', async () => {
    expect(await findPgPrograms(binDirectory, 180_004)).toEqual({
      reason: message('programTooOld', {
        program: 'pg_dump',
        needed: 18,
        version: 16,
        directory: binDirectory,
      }),
    });
  });
});
