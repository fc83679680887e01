import { startTestPostgres } from '@pgstage/example-postgres';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { ServerConfig } from '../config';
import { ServerConnections } from '../sql';
import { readRecords } from './readRecords';
import { type DatabaseRecord, formatRecord, parseRecord } from './record';

jest.setTimeout(120_000);

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let admin: Client;
let connections: ServerConnections;

const record = (
  database: string,
  extra: Partial<DatabaseRecord> = {},
): DatabaseRecord => ({
  pgstage: 1,
  database,
  spec: { user: database },
  binding: {
    resourceRef: 'resource:default/orders',
    entityRefs: ['component:default/orders'],
    owner: 'group:default/shop',
  },
  created: { at: '2026-01-01T00:00:00Z', by: 'user:default/ada' },
  ...extra,
});
const comment = (on: 'ROLE' | 'DATABASE', name: string, text: string) =>
  admin.query(
    `COMMENT ON ${on} ${escapeIdentifier(name)} IS ${escapeLiteral(text)}`,
  );
const read = async (name: string) => {
  const query = connections.query.bind(connections);
  const [one, ...others] = await readRecords(query, name);
  expect(others).toEqual([]);
  return one;
};

beforeAll(async () => {
  postgres = await startTestPostgres({ standby: false, archive: false });
  admin = new Client({
    ...postgres.primary,
    ...postgres.admin,
    database: 'postgres',
  });
  await admin.connect();
  connections = new ServerConnections({
    id: 'main',
    standbys: [],
    connection: {
      ...postgres.primary,
      ...postgres.roles.pgstage,
      database: 'postgres',
      sslMode: 'disable',
    },
  } as Partial<ServerConfig> as ServerConfig);
});
afterAll(async () => {
  await connections?.close();
  await admin?.end();
  await postgres?.remove();
});

it('reads the record from the role, whatever the owner wrote on the database', async () => {
  await admin.query('CREATE ROLE orders LOGIN');
  await comment('ROLE', 'orders', formatRecord(record('orders')));
  expect(await read('orders')).toMatchObject({
    exists: false,
    role: 'orders',
    owner: 'orders',
  });

  await admin.query('CREATE DATABASE orders OWNER orders');
  const forged = formatRecord(
    record('orders', { adopted: true, spec: { user: 'postgres' } }),
  );
  await comment('DATABASE', 'orders', forged);
  expect(await read('orders')).toEqual({
    name: 'orders',
    exists: true,
    owner: 'orders',
    role: 'orders',
    record: record('orders'),
    comment: forged,
  });
});

it('takes a comment on a database alone for an adoption only', async () => {
  const name = `it's "odd"; \\ 🐘`;
  await admin.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  expect(await read(name)).toEqual({ name, exists: true, owner: 'postgres' });
  await comment('DATABASE', name, 'Orders of the shop');
  expect(await read(name)).toMatchObject({
    comment: 'Orders of the shop',
    record: undefined,
  });
  await comment('DATABASE', name, formatRecord(record(name)));
  expect(await read(name)).toMatchObject({
    record: undefined,
    role: undefined,
  });
  const adopted = record(name, {
    adopted: true,
    comment: 'Orders of the shop',
  });
  await comment('DATABASE', name, formatRecord(adopted));
  expect(await read(name)).toMatchObject({ record: adopted, role: undefined });
});

it('lists all but templates', async () => {
  const all = await readRecords(connections.query.bind(connections));
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['postgres', 'orders']),
  );
  expect(all.map(({ name }) => name)).not.toContain('template1');
});

it.each([
  null,
  undefined,
  '',
  'text',
  '{',
  '{"pgstage":2}',
  '{"pgstage":1}',
  '[]',
  `{"a":"${'x'.repeat(40_000)}"}`,
])('takes %j for the text of others', text =>
  expect(parseRecord(text)).toBeUndefined(),
);

it('does not write what it would not read', () => {
  expect(() =>
    formatRecord(record('orders', { comment: 'x'.repeat(40_000) })),
  ).toThrow(/exceeds/);
});
