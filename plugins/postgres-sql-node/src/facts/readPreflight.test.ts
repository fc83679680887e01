import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { testConnections } from '../__testUtils__/testConnections';
import type { PostgresConnections } from '../connect/PostgresConnections';
import { readPreflight } from './readPreflight';

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let admin: Client;
const { connect, close } = testConnections();
beforeAll(async () => {
  postgres = await startTestPostgres({ standby: false, archive: false });
  admin = await connectClient({
    ...postgres.primary,
    ...postgres.admin,
    database: 'postgres',
  });
});
afterAll(async () => {
  await close();
  await admin?.end();
  await postgres?.remove();
});

it('reports default_transaction_read_only of the server, not of a role', async () => {
  const facts = () => readPreflight(connect(postgres));
  await admin.query(
    'ALTER ROLE pgstage SET default_transaction_read_only = on',
  );
  expect(await facts()).toMatchObject({ readOnly: false, pooled: false });
  await admin.query('ALTER ROLE pgstage RESET default_transaction_read_only');
  const setForAll = async (change: string) => {
    await admin.query(`ALTER SYSTEM ${change}`);
    await admin.query('SELECT pg_reload_conf()');
  };
  await setForAll('SET default_transaction_read_only = on');
  try {
    // Sessions of the pool process the reload with a delay.
    while (!(await facts()).readOnly) await sleep(50);
  } finally {
    await setForAll('RESET default_transaction_read_only');
  }
});

it('detects a pooler if one server process serves two sessions', async () => {
  const connections = {
    session: (work: (session: unknown) => unknown) =>
      work({ query: async () => [{ pid: 7 }] }),
  } as unknown as PostgresConnections;
  expect(await readPreflight(connections)).toMatchObject({ pooled: true });
});
