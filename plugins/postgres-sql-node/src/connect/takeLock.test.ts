import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import type { Client } from 'pg';
import { testConnections } from '../__testUtils__/testConnections';
import type { PostgresConnections } from './PostgresConnections';
import { takeLock } from './takeLock';

const KEY = 'pgstage:orders';

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
const { connect, close } = testConnections();
const clients: Client[] = [];
beforeAll(async () => {
  postgres = await startTestPostgres({ standby: false, archive: false });
});
afterEach(() => Promise.all(clients.splice(0).map(client => client.end())));
afterAll(async () => {
  await close();
  await postgres?.remove();
});

async function connectAs(user: string, password: string) {
  const client = await connectClient({
    ...postgres.primary,
    database: 'postgres',
    user,
    password,
  });
  clients.push(client);
  return client;
}

/** Holds the lock in a separate session until the returned function is called. */
async function hold(connections: PostgresConnections, key = KEY) {
  let end = () => {};
  let onTaken = () => {};
  const taken = new Promise<void>(resolve => {
    onTaken = resolve;
  });
  const done = connections.session(async session => {
    expect(await takeLock(session, key, { waitMs: 0 })).toBeUndefined();
    onTaken();
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

const attempt = (connections: PostgresConnections, waitMs = 0, key = KEY) =>
  connections.session(session => takeLock(session, key, { waitMs }));

it('is held by one replica at a time, until its session ends', async () => {
  const release = await hold(connect(postgres));
  expect(await attempt(connect(postgres))).toMatchObject({
    application: 'pgstage',
    address: '127.0.0.1',
    since: expect.any(Date),
  });
  await release();
  expect(await attempt(connect(postgres))).toBeUndefined();
});

it('cannot be blocked by another role', async () => {
  const { user, password } = postgres.admin;
  const admin = await connectAs(user, password);
  await admin.query(`CREATE ROLE mallory LOGIN PASSWORD 'm'`);
  const mallory = await connectAs('mallory', 'm');
  // Locks that another role can derive from the key, and below those that it can read while Backstage holds them.
  await mallory.query(
    `SELECT pg_advisory_lock(hashtextextended($1, 0)), pg_advisory_lock(hashtext($1)),
            pg_advisory_lock(hashtext($1), n),
            pg_try_advisory_lock((hashtextextended($1, 0) & -(2 ^ 24)::bigint) + n)
       FROM generate_series(-500, 500) n`,
    [KEY],
  );
  const release = await hold(connect(postgres));
  await mallory.query(
    `SELECT pg_try_advisory_lock_shared((classid::bigint << 32) | objid::bigint)
       FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1`,
  );
  expect(await attempt(connect(postgres))).toMatchObject({
    application: 'pgstage',
  });
  await release();
  expect(await attempt(connect(postgres))).toBeUndefined();
});

it('is different for keys with the same 32-bit hash', async () => {
  const connections = connect(postgres);
  const [{ one, other }] = await connections.query<Record<string, string>>(
    `SELECT min(key) AS one, max(key) AS other
       FROM (SELECT 'pgstage:' || n AS key FROM generate_series(1, 300000) n) keys
      GROUP BY hashtext(key) HAVING count(*) > 1 LIMIT 1`,
  );
  const release = await hold(connections, one);
  expect(await attempt(connections, 0, other)).toBeUndefined();
  expect(await attempt(connections, 0, one)).toMatchObject({
    application: 'pgstage',
  });
  await release();
});

it('limits the wait of statements for locks of others', async () => {
  const connections = connect(postgres);
  await expect(
    connections.session(session => session.query('SHOW lock_timeout')),
  ).resolves.toEqual([{ lock_timeout: '15s' }]);
  await expect(connections.query('SHOW lock_timeout')).resolves.toEqual([
    { lock_timeout: '15s' },
  ]);
});
