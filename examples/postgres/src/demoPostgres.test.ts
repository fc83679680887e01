import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { existsSync, promises as fs } from 'fs';
import { createServer } from 'net';
import path from 'path';
import { createInterface } from 'readline';
import { ClientConfig } from 'pg';

import { connectClient } from './connectClient';
import { startDemoPostgres } from './demoPostgres';
import { resetDemoPostgres } from './resetDemoPostgres';
import { startDemoWrites } from './demoWrites';
import { PortInUseError } from './ports';
import { pruneArchive } from './pruneArchive';
import { startTestPostgres } from './testPostgres';
import { DemoEndpoint, DemoPostgres, DemoPostgresOptions } from './types';
import { waitUntil } from './waiting';

jest.setTimeout(180_000);

let demo: Awaited<ReturnType<typeof startTestPostgres>>;
const lines: string[] = [];
const log = (line: string) => lines.push(line);

async function query(
  endpoint: DemoEndpoint,
  sql: string,
  extra: ClientConfig & { replication?: string } = {},
) {
  const client = await connectClient({
    ...endpoint,
    ...demo.admin,
    database: 'postgres',
    ...extra,
  });
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
const notes = async (endpoint: DemoEndpoint): Promise<string[]> =>
  (await query(endpoint, 'SELECT note FROM notes ORDER BY note')).map(
    row => row.note,
  );
const write = (note: string) =>
  query(demo.primary, `INSERT INTO notes VALUES ('${note}')`);

/** Expects the notes on the primary, and waits for them on the standby. */
async function expectReplicated(...expected: string[]) {
  expect(await notes(demo.primary)).toEqual(expected);
  await waitUntil(
    async () => String(await notes(demo.standby!)) === String(expected),
    {
      seconds: 60,
    },
  );
  expect(await notes(demo.standby!)).toEqual(expected);
}

const options = (): DemoPostgresOptions => ({
  dataDir: demo.dataDir,
  port: demo.primary.port,
  standbyPort: demo.standby!.port,
  fsync: false,
  log,
});
const startAgain = () => startDemoPostgres(options());

const children: ChildProcess[] = [];

async function startElsewhere() {
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  const script = path.join(__dirname, 'testUtils/startAndStay.ts');
  const child = spawn(
    process.execPath,
    ['--require', transform, script, JSON.stringify(options())],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => ['"exited"']),
  ]);
  return {
    child,
    pids: JSON.parse(line) as Awaited<ReturnType<DemoPostgres['pids']>>,
  };
}
async function end(child: ChildProcess, signal: NodeJS.Signals) {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

beforeAll(async () => {
  demo = await startTestPostgres({ log });
  await query(demo.primary, 'CREATE TABLE notes (note text)');
});
beforeEach(() => lines.splice(0));
afterEach(() => children.splice(0).forEach(child => child.kill('SIGKILL')));
afterAll(() => demo?.remove());

it('starts a primary and a standby with a replication slot', async () => {
  await write('a');
  await expectReplicated('a');
  const [slot] = await query(
    demo.primary,
    'SELECT * FROM pg_replication_slots',
  );
  expect(slot).toMatchObject({
    slot_name: 'standby',
    active: true,
    wal_status: 'reserved',
  });
  await expect(query(demo.standby!, 'CREATE TABLE no ()')).rejects.toThrow(
    'read-only',
  );
});

it('archives complete segments', async () => {
  const [{ file }] = await query(
    demo.primary,
    'SELECT pg_walfile_name(pg_current_wal_lsn()) AS file, pg_switch_wal()',
  );
  const archived = path.join(demo.archiveDir, file);
  await waitUntil(async () => existsSync(archived), { seconds: 60 });
  expect((await fs.stat(archived)).size).toBe(1024 * 1024);
  const [archiver] = await query(
    demo.primary,
    'SELECT * FROM pg_stat_archiver',
  );
  expect(archiver.failed_count).toBe('0');
});

it('removes archived WAL that ends before the oldest base backup', async () => {
  const before = await fs.readdir(demo.archiveDir);
  await query(
    demo.primary,
    `BASE_BACKUP (TARGET 'server', TARGET_DETAIL '${demo.backupDir}/b1', CHECKPOINT 'fast', WAIT false, MANIFEST 'yes')`,
    { replication: 'true' },
  );
  // The backup switched to a new segment, and an empty one is not archived.
  await query(demo.primary, `SELECT pg_logical_emit_message(true, 'a', 'b')`);
  const [{ file }] = await query(
    demo.primary,
    'SELECT pg_walfile_name(pg_current_wal_lsn()) AS file, pg_switch_wal()',
  );
  await waitUntil(async () => existsSync(path.join(demo.archiveDir, file)), {
    seconds: 60,
  });
  await pruneArchive(demo.archiveDir, demo.backupDir, Date.now() + 7_200_000);
  const after = await fs.readdir(demo.archiveDir);
  // Not the history of backups, of some hundred bytes each.
  const segments = before.filter(name => name.length === 24);
  expect(segments.length).toBeGreaterThan(0);
  expect(segments.filter(name => after.includes(name))).toEqual([]);
  expect(after).toContain(file);
  await fs.rm(path.join(demo.backupDir, 'b1'), { recursive: true });
});

it('writes no passwords to logs, settings and files that others can read', async () => {
  const passwords = [demo.admin, ...Object.values(demo.roles)].map(
    ({ password }) => password,
  );
  expect(new Set(passwords).size).toBe(4);
  const [{ conninfo }] = await query(
    demo.standby!,
    `SELECT current_setting('primary_conninfo') AS conninfo`,
  );
  const logs = await Promise.all(
    ['primary.log', 'standby.log'].map(name =>
      fs.readFile(path.join(demo.dataDir, name), 'utf8'),
    ),
  );
  const text = [conninfo, ...logs, ...lines].join('\n');
  expect(passwords.filter(password => text.includes(password))).toEqual([]);
  for (const name of ['credentials.json', 'standby.pgpass']) {
    expect((await fs.stat(path.join(demo.dataDir, name))).mode & 0o777).toBe(
      0o600,
    );
  }
  await expect(
    query(demo.primary, 'SELECT 1', { password: 'wrong' }),
  ).rejects.toThrow('password authentication failed');
});

it('uses servers that already run', async () => {
  const before = await demo.pids();
  const again = await startAgain();
  expect(await again.pids()).toEqual(before);
  expect({ ...again.admin, ...again.roles }).toEqual({
    ...demo.admin,
    ...demo.roles,
  });
  expect(lines).toEqual([
    expect.stringContaining('primary already runs'),
    expect.stringContaining('standby already runs'),
  ]);
});

it('stops, starts and retains the data', async () => {
  await demo.stop();
  expect(await demo.pids()).toEqual({});
  await startAgain();
  await expectReplicated('a');
});

it('recovers from kill -9 of both servers', async () => {
  await write('b');
  for (const pid of Object.values(await demo.pids())) {
    process.kill(pid, 'SIGKILL');
  }
  await waitUntil(async () => (await demo.crashed()).length === 2, {
    seconds: 60,
  });
  expect(await demo.crashed()).toEqual(['primary', 'standby']);
  await startAgain();
  expect(await demo.crashed()).toEqual([]);
  await write('c');
  await expectReplicated('a', 'b', 'c');
  expect(lines.join()).not.toContain('cloned');
});

it('starts despite a postmaster.pid with the id of another process', async () => {
  await demo.stopPrimary();
  await fs.writeFile(
    path.join(demo.dataDir, 'primary/postmaster.pid'),
    `${process.pid}\n`,
  );
  await demo.startPrimary();
  expect(await notes(demo.primary)).toEqual(['a', 'b', 'c']);
});

it('stops the standby, which catches up after its start', async () => {
  await demo.stopStandby();
  expect(await demo.pids()).toEqual({ primary: expect.any(Number) });
  expect(await demo.crashed()).toEqual([]);
  await write('d');
  await demo.startStandby();
  await expectReplicated('a', 'b', 'c', 'd');
  expect(lines.join()).not.toContain('cloned');
});

it('starts a standby whose primary is down', async () => {
  await demo.stop();
  await demo.startStandby();
  expect(await notes(demo.standby!)).toEqual(['a', 'b', 'c', 'd']);
  await demo.startPrimary();
  expect(lines.join()).not.toContain('cloned');
});

describe('clones the standby again', () => {
  const standbyFile = (name: string) =>
    path.join(demo.dataDir, 'standby', name);
  /** Starts the standby, expects a complete clone, and returns the log. */
  const startCloned = async () => {
    await demo.startStandby();
    await expectReplicated('a', 'b', 'c', 'd');
    expect(
      (await fs.readdir(demo.dataDir))
        .filter(name => /standby\./.test(name))
        .sort(),
    ).toEqual(['standby.log', 'standby.pgpass']);
    return lines.join('\n');
  };

  it('after an interrupted clone', async () => {
    await demo.stopStandby();
    const directory = path.join(demo.dataDir, 'standby');
    await fs.rename(directory, `${directory}.new`);
    await fs.rm(`${directory}.new/global/pg_control`);
    await fs.mkdir(`${directory}.backup`);
    expect(await startCloned()).toContain('it does not exist');
  });

  it('if its slot does not exist', async () => {
    await demo.stopStandby();
    // The primary notices the end of the connection later.
    await waitUntil(
      async () => {
        const [slot] = await query(
          demo.primary,
          'SELECT active FROM pg_replication_slots',
        );
        return !slot.active;
      },
      { seconds: 60 },
    );
    await query(demo.primary, `SELECT pg_drop_replication_slot('standby')`);
    expect(await startCloned()).toContain(
      'its replication slot does not exist',
    );
  });

  it('if it was promoted', async () => {
    await query(demo.standby!, 'SELECT pg_promote()');
    await query(demo.standby!, `INSERT INTO notes VALUES ('diverged')`);
    expect(await startCloned()).toContain('it was promoted');
  });

  it('if it diverged from the primary', async () => {
    await query(demo.standby!, 'SELECT pg_promote()');
    await query(demo.standby!, `INSERT INTO notes VALUES ('diverged')`);
    await demo.stopStandby();
    await fs.writeFile(standbyFile('standby.signal'), '');
    expect(await startCloned()).toContain('it could not follow the primary');
  });
});

describe('with another process', () => {
  it('does not stop servers that another running process owns', async () => {
    await demo.stop();
    const { child, pids } = await startElsewhere();
    const joined = await startAgain();
    expect(await joined.pids()).toEqual(pids);
    await joined.stop();
    expect(await joined.pids()).toEqual(pids);
    await expect(
      startDemoPostgres({ ...options(), settings: { work_mem: '8MB' } }),
    ).rejects.toThrow(/Another process started .* with other settings/);
    await end(child, 'SIGINT');
    expect(await joined.pids()).toEqual({});
  });

  it('takes over servers whose process was killed', async () => {
    const { child, pids } = await startElsewhere();
    await end(child, 'SIGKILL');
    const second = await startAgain();
    expect(await second.pids()).toEqual(pids);
    await second.stop();
    expect(await second.pids()).toEqual({});
  });

  it('starts the servers once for two concurrent starts', async () => {
    const [one, two] = await Promise.all([startElsewhere(), startElsewhere()]);
    expect(one.pids).toEqual(two.pids);
    await Promise.all([end(one.child, 'SIGINT'), end(two.child, 'SIGINT')]);
    expect(await demo.pids()).toEqual({});
    await startAgain();
    await expectReplicated('a', 'b', 'c', 'd');
  });
});

it('restarts with other settings, and supports TLS with a verifiable certificate', async () => {
  const { caFile } = await startDemoPostgres({
    ...options(),
    tls: true,
    settings: { work_mem: `8MB` },
  });
  const ca = await fs.readFile(caFile!, 'utf8');
  for (const endpoint of [demo.primary, demo.standby!]) {
    expect(
      await query(
        endpoint,
        `SELECT ssl, current_setting('work_mem') AS work_mem FROM pg_stat_ssl WHERE pid = pg_backend_pid()`,
        { ssl: { ca } },
      ),
    ).toEqual([{ ssl: true, work_mem: '8MB' }]);
  }
  await expect(query(demo.primary, 'SELECT 1', { ssl: true })).rejects.toThrow(
    /certificate/,
  );
});

it('writes rows until aborted, also after a restart of the server', async () => {
  const abort = new AbortController();
  const writes = startDemoWrites(
    { ...demo.primary, ...demo.admin, database: 'postgres' },
    { signal: abort.signal, rowsPerSecond: 50, log },
  );
  const count = async () =>
    Number(
      (
        await query(demo.standby!, 'SELECT max(id) FROM demo_writes').catch(
          () => [{}],
        )
      )[0].max,
    );
  const grows = async () => {
    const from = (await count()) || 0;
    return waitUntil(async () => (await count()) > from, { seconds: 60 });
  };
  expect(await grows()).toBe(true);
  await demo.stopPrimary();
  await demo.startPrimary();
  expect(await grows()).toBe(true);
  abort.abort();
  await writes;
  expect(
    lines.filter(line => line.includes('Demo writes wait')).length,
  ).toBeLessThanOrEqual(1);
});

it('throws an error with the port that is in use, and leaves no server running', async () => {
  const dataDir = path.join(demo.dataDir, '../taken');
  await demo.stopStandby();
  const error = await startDemoPostgres({
    ...options(),
    dataDir,
    port: demo.standby!.port,
    standbyPort: demo.primary.port,
  }).catch(e => e);
  expect(error).toBeInstanceOf(PortInUseError);
  expect(error.port).toBe(demo.primary.port);
  expect(lines.join()).toContain('primary stopped');
});

it('does not clone the standby if its port is in use', async () => {
  await demo.stopStandby();
  const other = createServer().listen(demo.standby!.port, '127.0.0.1');
  await once(other, 'listening');
  try {
    await expect(demo.startStandby()).rejects.toThrow(PortInUseError);
  } finally {
    other.close();
    await once(other, 'close');
  }
  await demo.startStandby();
  expect(lines.join()).not.toContain('cloned');
});

it('works in a folder with any name, and removes it on reset', async () => {
  const dataDir = path.join(demo.dataDir, '..', `it's 100%f "$HOME" \\`);
  await demo.stop();
  const odd = await startDemoPostgres({ ...options(), dataDir });
  expect((await query(odd.standby!, 'SELECT 1 AS one', odd.admin))[0].one).toBe(
    1,
  );
  await query(odd.primary, 'SELECT pg_switch_wal()', odd.admin);
  await waitUntil(async () => (await fs.readdir(odd.archiveDir)).length > 0, {
    seconds: 60,
  });
  expect((await fs.readdir(odd.archiveDir))[0]).toMatch(/^[0-9A-F]{24}/);
  await resetDemoPostgres(dataDir);
  expect(await odd.pids()).toEqual({});
  expect(existsSync(dataDir)).toBe(false);
});

it('works in a home folder that only its owner can access, and leaves nothing on reset', async () => {
  const home = path.join(demo.dataDir, '../home');
  await fs.mkdir(home, { mode: 0o700 });
  await demo.stop();
  const inHome = await startDemoPostgres({
    ...options(),
    dataDir: path.join(home, 'clone/data'),
    standby: false,
  });
  const [{ folder }] = await query(
    inHome.primary,
    `SELECT current_setting('data_directory') AS folder`,
    inHome.admin,
  );
  expect(folder).toBe(path.join(inHome.dataDir, 'primary'));
  await resetDemoPostgres(path.join(home, 'clone/data'));
  expect(existsSync(inHome.dataDir)).toBe(false);
});
