import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import { CannedApi } from '../__testUtils__/cannedApi';
import { testRegion } from '../__testUtils__/testRegion';
import { checkDatabase } from './checkDatabase';
import type { StoredLogin } from './loginOf';

const HOST = 'orders.x.eu-west-1.rds.amazonaws.com';
const PASSWORD = 'canary-of-the-secret';
const secretWith = (password: string) =>
  JSON.stringify({ username: 'orders', password });
const login = {
  name: 'orders',
  host: HOST,
  port: 5432,
  user: 'orders',
  database: 'shop',
  secretArn: 'arn:of:the:secret',
} as StoredLogin;

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
beforeAll(async () => {
  postgres = await startTestPostgres({
    standby: false,
    archive: false,
    tls: true,
    tlsNames: [HOST],
  });
  await execute(
    'postgres',
    `CREATE ROLE orders LOGIN PASSWORD '${PASSWORD}' IN ROLE pg_monitor`,
    'CREATE DATABASE shop OWNER orders',
    "SELECT pg_create_physical_replication_slot('replica', true)",
  );
});
afterAll(() => postgres?.remove());

async function execute(database: string, ...statements: string[]) {
  const { primary, admin } = postgres;
  const client = await connectClient({ ...primary, ...admin, database });
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function check({
  SecretString = secretWith(PASSWORD),
  database = 'shop',
  caCertificates = readFileSync(postgres.caFile!, 'utf8'),
  signal = new AbortController().signal,
} = {}) {
  const api = new CannedApi(
    { GetSecretValue: () => ({ SecretString }) },
    testRegion({ sql: true, caCertificates }),
  );
  const result = await checkDatabase(
    api,
    { ...login, database },
    { signal, addressOf: () => postgres.primary },
  );
  expect(JSON.stringify(result)).not.toContain(PASSWORD);
  return { result, calls: api.calls };
}

it('logs in with the password of the secret, and reads size, connections and slots', async () => {
  const { result, calls } = await check();
  expect(calls).toEqual([['GetSecretValue', { SecretId: login.secretArn }]]);
  expect(result).toEqual({
    works: true,
    facts: {
      startedAt: expect.stringMatching(/^\d{4}-/),
      sizeBytes: expect.any(Number),
      connections: { used: expect.any(Number), allowed: expect.any(Number) },
      slots: [expect.objectContaining({ name: 'replica', type: 'physical' })],
    },
  });
});

it('reports a refused password', async () => {
  const { result } = await check({ SecretString: secretWith('old') });
  expect(result).toEqual({
    works: false,
    message: 'password authentication failed for user "orders"',
  });
});

it('has no result with a certificate of another authority', async () => {
  const { result } = await check({ caCertificates: rootCertificates[0] });
  expect(result).toEqual({
    message: expect.stringMatching(
      /TLS: .*\. Check caCertificates of the region/,
    ),
  });
});

it('has no result without a password in the secret, whose content it does not quote', async () => {
  const { result } = await check({ SecretString: PASSWORD });
  expect(result).toEqual({
    message: expect.stringContaining('contains no password'),
  });
});

it('has no result if the database does not exist', async () => {
  const { result } = await check({ database: 'none' });
  expect(result).toEqual({ message: 'database "none" does not exist' });
});

it('says why nothing could be read after a login', async () => {
  await execute('shop', 'REVOKE SELECT ON pg_stat_archiver FROM PUBLIC');
  try {
    const { result } = await check();
    expect(result).toEqual({
      works: true,
      factsError: expect.stringMatching(
        /^The instance orders in .*: permission denied for view pg_stat_archiver/,
      ),
    });
  } finally {
    await execute('shop', 'GRANT SELECT ON pg_stat_archiver TO PUBLIC');
  }
});

it('ends when the signal is aborted', async () => {
  await expect(
    check({ signal: AbortSignal.abort(new Error('stopped')) }),
  ).rejects.toThrow('stopped');
});
