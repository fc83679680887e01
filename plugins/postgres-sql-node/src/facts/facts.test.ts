import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import type { Client } from 'pg';
import { testConnections } from '../__testUtils__/testConnections';
import type { Query } from '../Query';
import { readArchivedUntil, readCreatedAt } from './backupTimes';
import { readDatabases, readSizes, readTotalSize } from './databaseFacts';
import { findSender } from './findSender';
import { readHolders } from './holders';
import { lagOf } from './lag';
import { readOwnedElsewhere } from './roles';
import { readServer } from './serverFacts';
import { readSessions } from './sessions';
import { readStandby } from './standbyFacts';

jest.setTimeout(180_000);

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let admin: Client;
let query: Query;
let onStandby: Query;
const { connect, close } = testConnections();

beforeAll(async () => {
  postgres = await startTestPostgres({ standby: true, archive: true });
  const connections = connect(postgres);
  query = (text, values) => connections.query(text, values);
  onStandby = (text, values) =>
    connections.query(text, values, { standby: 'standby1' });
  admin = await connectTo('postgres', 'the administrator');
  await admin.query('CREATE ROLE orders LOGIN CONNECTION LIMIT 7');
  await admin.query('CREATE ROLE idle NOLOGIN');
  await admin.query('CREATE DATABASE orders OWNER orders');
  await admin.query('CREATE DATABASE others');
});
afterAll(async () => {
  await close();
  await admin?.end();
  await postgres?.remove();
});

async function connectTo(database: string, name: string) {
  const client = await connectClient({
    ...postgres.primary,
    ...postgres.admin,
    database,
    application_name: name,
  });
  return client;
}

it('reads a primary and its standby', async () => {
  const server = await readServer(query);
  expect(server).toMatchObject({
    inRecovery: false,
    readOnly: false,
    timeline: 1,
    seesStats: true,
    archiver: { mode: 'on', configured: true },
    runningBackups: [],
  });
  const facts = await readStandby(onStandby);
  expect(facts).toMatchObject({ inRecovery: true, paused: false });
  const sender = findSender(server.senders, 'standby1', { facts }, server);
  expect(sender).toMatchObject({ state: 'streaming' });
  expect(lagOf(sender!)).toMatchObject({ replayBytes: expect.any(Number) });
  expect(await readServer(onStandby)).toMatchObject({ inRecovery: true });
});

it('reads each database with the rights of its login, or else of its owner', async () => {
  const databases = await readDatabases(query, [
    { database: 'others', role: 'idle' },
  ]);
  expect([...databases.keys()].sort()).toEqual([
    'orders',
    'others',
    'postgres',
  ]);
  expect(databases.get('orders')).toMatchObject({
    mayLogin: true,
    mayConnect: true,
    mayCreate: true,
    connections: 0,
    connectionLimit: 7,
  });
  expect(databases.get('others')).toMatchObject({
    mayLogin: false,
    mayCreate: false,
  });
  expect(databases.get('others')).not.toHaveProperty('connectionLimit');
});

it('reads the sizes of one or all databases', async () => {
  const all = await readSizes(query);
  expect(await readSizes(query, 'orders')).toEqual(
    new Map([['orders', all.get('orders')]]),
  );
  expect(await readTotalSize(query)).toBeGreaterThan(all.get('orders')!);
});

it('reads when a database was created, and until when WAL is archived', async () => {
  const asAdmin: Query = async (text, values) =>
    (await admin.query(text, values)).rows;
  const createdAt = (await readCreatedAt(asAdmin)).get('orders')!;
  expect(Date.now() - createdAt.getTime()).toBeLessThan(180_000);
  await admin.query('SELECT pg_switch_wal()');
  let until: Date | undefined;
  while (!until || until < createdAt) {
    await new Promise(resolve => setTimeout(resolve, 100));
    until = await readArchivedUntil(asAdmin);
  }
});

it('reads the sessions and objects that prevent a database from being dropped', async () => {
  expect(await readSessions(query, 'orders')).toEqual([]);
  const client = await connectTo('orders', 'shop');
  expect(await readSessions(query, 'orders')).toEqual([
    { application: 'shop', count: 1 },
  ]);
  expect(await readHolders(query, 'orders')).toEqual([]);
  await client.query(
    'CREATE SUBSCRIPTION feed CONNECTION $$dbname=none$$ PUBLICATION p WITH (connect = false)',
  );
  await client.end();
  expect(await readHolders(query, 'orders')).toEqual([
    {
      what: 'subscription feed',
      nextStep: 'DROP SUBSCRIPTION feed in it',
    },
  ]);
  expect(await readHolders(query, 'others')).toEqual([]);
});

it('reads the objects in other databases that depend on a role', async () => {
  const [{ oid }] = await query<{ oid: number }>(
    `SELECT oid FROM pg_database WHERE datname = 'orders'`,
  );
  expect(await readOwnedElsewhere(query, 'orders', oid)).toEqual([]);
  expect(await readOwnedElsewhere(query, 'orders')).toEqual([
    'database orders',
  ]);
  const others = await connectTo('others', 'shop');
  await others.query('CREATE TABLE t ()');
  await others.query('ALTER TABLE t OWNER TO orders');
  await others.end();
  expect(await readOwnedElsewhere(query, 'orders', oid)).toEqual([
    'objects in database others',
  ]);
});
