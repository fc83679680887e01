import { takeLock } from '@pgstage/backstage-plugin-postgres-sql-node';
import { Client } from 'pg';
import { startTestServer, type TestServer } from '../__testUtils__/testServer';
import { withLock } from '../write/Target';
import type { ServerConnections } from './ServerConnections';

const KEY = 'pgstage:orders';

let server: TestServer;
const clients: Client[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => Promise.all(clients.splice(0).map(client => client.end())));
afterAll(() => server?.stop());

async function connectAs(user: string, password: string) {
  const client = new Client({
    ...server.postgres.primary,
    database: 'postgres',
    user,
    password,
  });
  await client.connect();
  clients.push(client);
  return client;
}

/** Holds the lock in a session of its own until told to end. */
async function hold(connections: ServerConnections) {
  let end = () => {};
  let held = () => {};
  const taken = new Promise<void>(resolve => {
    held = resolve;
  });
  const done = connections.session(async session => {
    expect(await takeLock(session, KEY, { waitMs: 0 })).toBeUndefined();
    held();
    await new Promise<void>(resolve => {
      end = resolve;
    });
  });
  await Promise.race([taken, done]);
  return () => {
    end();
    return done;
  };
}

const attempt = (connections: ServerConnections, waitMs = 0) =>
  connections.session(session => takeLock(session, KEY, { waitMs }));

it('is had by one replica at a time, and free when its session ends', async () => {
  const release = await hold(server.connect());
  expect(await attempt(server.connect())).toMatchObject({
    application: 'pgstage',
    address: '127.0.0.1',
    since: expect.any(Date),
  });
  await release();
  expect(await attempt(server.connect())).toBeUndefined();
});

it('cannot be kept from Backstage by another login', async () => {
  await server.admin.query(`CREATE ROLE mallory LOGIN PASSWORD 'm'`);
  const mallory = await connectAs('mallory', 'm');
  // Everything that can be known of the lock: what it is called, and what it is while Backstage has it.
  await mallory.query(
    `SELECT pg_advisory_lock(hashtextextended($1, 0)), pg_advisory_lock(hashtext($1)),
            pg_advisory_lock(hashtext($1), n) FROM generate_series(-500, 500) n`,
    [KEY],
  );
  const release = await hold(server.connect());
  await mallory.query(
    `SELECT pg_try_advisory_lock_shared(classid::int, objid::int)
       FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2`,
  );
  expect(await attempt(server.connect())).toMatchObject({
    application: 'pgstage',
  });
  await release();
  expect(await attempt(server.connect())).toBeUndefined();
});

it('lets many replicas through one after the other', async () => {
  const replicas = Array.from({ length: 8 }, () => server.connect());
  let inside = 0;
  let most = 0;
  const count = async (connections: ServerConnections) =>
    withLock(
      server.targetOf('orders', { connections }),
      undefined,
      async session => {
        inside += 1;
        most = Math.max(most, inside);
        await session.query('SELECT pg_sleep(0.02)');
        inside -= 1;
      },
    );
  await Promise.all([...replicas, ...replicas, ...replicas].map(count));
  expect(most).toBe(1);
});

it('is not waited for in a queue: what others lock ends a statement soon', async () => {
  const { connections } = server;
  await expect(
    connections.session(session => session.query('SHOW lock_timeout')),
  ).resolves.toEqual([{ lock_timeout: '15s' }]);
  await expect(connections.query('SHOW lock_timeout')).resolves.toEqual([
    { lock_timeout: '15s' },
  ]);
});

it('tells who has it when the wait is over, and what to do', async () => {
  const release = await hold(server.connect());
  const pid = (await attempt(server.connect()))?.pid;
  await expect(
    withLock(server.targetOf('orders'), undefined, async () => {}, 0),
  ).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: expect.stringMatching(
      new RegExp(
        `another change of database 'orders' has not ended: session ${pid} of Backstage's role \\("pgstage" from 127.0.0.1, connected since 20.*pg_terminate_backend\\(${pid}\\)`,
      ),
    ),
  });
  await release();
});
