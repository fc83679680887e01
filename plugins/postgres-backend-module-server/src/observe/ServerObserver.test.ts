import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import { requestFor } from '../__testUtils__/testServer';
import {
  eventually,
  startObservedServer,
} from '../__testUtils__/observedServer';
import { message } from '../messages';

const run = promisify(execFile);

jest.setTimeout(180_000);

type Observed = Awaited<ReturnType<typeof startObservedServer>>;

const ref = 'server:main/orders';
let server: Observed;
const health = () => server.observer.readHealth(ref);
const standbyOf = async () =>
  (await health()).instances.find(({ name }) => name === 'standby1');

beforeAll(async () => {
  server = await startObservedServer();
  await server.create(requestFor('orders'));
  await server.admin.query('CREATE DATABASE "others; DROP"');
  await server.admin.query('CREATE DATABASE backstage_plugin_catalog');
});
afterAll(() => server?.stop());

it('reports a created database with its steps, limits and operations', async () => {
  const database = await server.until(
    'orders',
    ({ usable, summary }) => usable.value && summary.sizeBytes !== undefined,
  );
  expect(database).toMatchObject({
    user: 'orders',
    serverVersion: expect.stringMatching(/^18/),
    binding: { owner: 'group:default/shop' },
    credentials: { store: 'file' },
    operations: { remove: { supported: true }, restart: { supported: false } },
    summary: { instances: { total: 2 }, connections: { used: 0, allowed: 20 } },
  });
  expect(database.steps.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'role done',
    'database done',
    'credentials done',
    'login done',
    'backup pending',
  ]);
});

it('reports `working` without changing `since`', async () => {
  const first = await server.until(
    'orders',
    ({ status }) => status.state === 'working',
  );
  const later = await server.until(
    'orders',
    ({ observedAt }) => observedAt > first.observedAt,
  );
  expect(later.status).toEqual(first.status);
  expect(later.summary.instances).toEqual({ total: 2, working: 2 });
});

it('reports the same `since` from a replica that started later, because the server determines it', async () => {
  const { status } = await server.until(
    'orders',
    ({ status: { state } }) => state === 'working',
  );
  const replica = server.replica();
  try {
    const { status: later } = await eventually(
      () => replica.databases.get(ref)!,
      database => database?.status.state === 'working',
    );
    expect(later.sinceAtLeast).toBeUndefined();
    const difference = Date.parse(later.since) - Date.parse(status.since);
    // The first replica may have observed it before the creation time was known.
    expect(Math.abs(difference)).toBeLessThan(20_000);
    expect(Date.parse(later.since)).toBeLessThan(replica.startedAt);
  } finally {
    replica.stop();
  }
});

it('lists databases without a record, with any name, except hidden ones', async () => {
  const other = await server.until('others%3B%20DROP', () => true);
  expect(other).toMatchObject({
    name: 'others; DROP',
    steps: [],
    operations: { bind: { supported: true } },
  });
  expect(other.binding).toBeUndefined();
  expect([...server.directory.databases.keys()].sort()).toEqual([
    ref,
    'server:main/others%3B%20DROP',
  ]);
});

it('removes a dropped database from the directory', async () => {
  await server.admin.query('CREATE DATABASE short');
  await server.observer.observe('server:main/short');
  expect(server.directory.databases.has('server:main/short')).toBe(true);
  await server.admin.query('DROP DATABASE short');
  await expect(server.observer.observe('server:main/short')).rejects.toThrow(
    "no database 'short'",
  );
  expect(server.directory.databases.has('server:main/short')).toBe(false);
});

it('reads the health of the primary and the standby', async () => {
  await server.admin.query(
    'CREATE TABLE IF NOT EXISTS written (at timestamptz)',
  );
  const { instances, slots, connections, sizeBytes, forbidden } =
    await eventually(health, ({ instances: all }) =>
      all.every(({ state, lag }) => state === 'working' && !lag?.replayBytes),
    );
  expect(instances).toMatchObject([
    {
      name: 'main',
      role: 'primary',
      timeline: 1,
      port: server.postgres.primary.port,
      startedAt: expect.any(String),
    },
    {
      name: 'standby1',
      role: 'standby',
      reason: { id: 'sql.streaming' },
      timeline: 1,
      syncState: 'async',
      port: server.postgres.standby?.port,
      lag: {
        sentBytes: 0,
        flushBytes: 0,
        replayBytes: 0,
        replaySeconds: expect.any(Number),
      },
    },
  ]);
  expect(slots).toEqual([
    {
      name: 'standby',
      type: 'physical',
      active: true,
      walStatus: 'reserved',
      retainedBytes: expect.any(Number),
    },
  ]);
  expect(connections).toEqual({ used: 0, allowed: 20 });
  expect(sizeBytes).toBeGreaterThan(1_000_000);
  expect(forbidden).toEqual([]);
});

it('reports the lag of a standby while its replay is paused, and its recovery', async () => {
  await server.onStandby('SELECT pg_wal_replay_pause()');
  await server.admin.query(
    'INSERT INTO written SELECT now() FROM generate_series(1, 1000)',
  );
  const paused = await eventually(
    standbyOf,
    instance => (instance?.lag?.replaySeconds ?? 0) > 1,
  );
  expect(paused).toMatchObject({
    state: 'attention',
    reason: { id: 'sql.replayPaused' },
  });
  expect(paused?.lag?.replayBytes).toBeGreaterThan(0);
  expect(paused?.lag?.flushBytes).toBe(0);
  await server.until('orders', ({ attention }) =>
    attention.some(({ what }) => what.id === 'server.standbyPaused'),
  );
  await server.onStandby('SELECT pg_wal_replay_resume()');
  await eventually(
    standbyOf,
    instance =>
      instance?.lag?.replayBytes === 0 && instance.state === 'working',
  );
  await server.until('orders', ({ status }) => status.state === 'working');
});

it('reports a standby that is down, and the primary as working', async () => {
  await server.postgres.stopStandby();
  // The first failure can be a lost connection.
  const what = message('standbyDisconnected', {
    name: 'standby1',
    error: 'it cannot be reached (ECONNREFUSED)',
  });
  const database = await server.until('orders', ({ attention }) =>
    attention.some(cause => isDeepStrictEqual(cause.what, what)),
  );
  expect(database).toMatchObject({
    status: {
      state: 'attention',
      reason: what,
    },
    usable: { value: true, source: 'login' },
    attention: [
      {
        id: 'standby-down:standby1',
        severity: 'warning',
        what,
        meaning: message('standbyCannotTakeOverPrimaryWorks'),
      },
      { id: 'no-backup' },
    ],
    summary: { instances: { total: 2, working: 1 } },
  });
  const { instances, slots, forbidden } = await health();
  expect(instances[0]).toMatchObject({ role: 'primary', state: 'working' });
  expect(forbidden).toEqual([]);
  expect(slots[0].active).toBe(false);
  await server.postgres.startStandby();
  await server.until('orders', ({ status }) => status.state === 'working');
});

it('continues while a standby does not respond', async () => {
  const { standby } = await server.postgres.pids();
  const { stdout } = await run('pgrep', ['-P', String(standby)]);
  const processes = [standby!, ...stdout.trim().split('\n').map(Number)];
  processes.forEach(pid => process.kill(pid, 'SIGSTOP'));
  try {
    const { status } = await server.until('orders', ({ attention }) =>
      attention.some(({ what }) => what.id === 'server.standbyUnresponsive'),
    );
    expect(status.reason).toEqual(
      message('standbyUnresponsive', {
        name: 'standby1',
        error: 'it did not respond in time',
      }),
    );
    const { observedAt } = server.directory.databases.get(ref)!;
    await server.until('orders', database => database.observedAt > observedAt);
    expect(await standbyOf()).toMatchObject({ state: 'unknown' });
  } finally {
    processes.forEach(pid => process.kill(pid, 'SIGCONT'));
  }
  await server.until('orders', ({ status }) => status.state === 'working');
});

it('retains the last data while the server is down, and recovers', async () => {
  const { databases, location } = server.directory;
  await server.postgres.stopPrimary();
  await eventually(
    () => location.unreachable,
    reason => reason !== undefined,
  );
  expect(location.unreachable).toContain('PostgreSQL server main');
  expect(databases.has(ref)).toBe(true);
  expect((await server.observer.readCached(ref)).observed.usable.value).toBe(
    true,
  );
  await expect(health()).rejects.toThrow('PostgreSQL server main');
  await server.postgres.startPrimary();
  await eventually(
    () => location.unreachable,
    reason => reason === undefined,
  );
  await server.until('orders', ({ status }) => status.state === 'working');
});
