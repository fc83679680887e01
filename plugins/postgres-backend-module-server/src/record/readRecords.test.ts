import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import { createRecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { signer } from '../__testUtils__/testServer';
import type { ServerConfig } from '../config';
import { ServerConnections } from '../sql';
import { readRecords } from './readRecords';
import { type DatabaseRecord, identityOf, recordCodec } from './record';

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
const run = (text: string) => admin.query(text);
const scalar = async (text: string, values: unknown[]) => {
  const { rows } = await admin.query({ text, values, rowMode: 'array' });
  return rows[0][0];
};
const identity = async (on: 'ROLE' | 'DATABASE', name: string) =>
  identityOf(
    await scalar('SELECT system_identifier::text FROM pg_control_system()', []),
    on === 'ROLE' ? 'role' : 'database',
    await scalar(
      on === 'ROLE'
        ? 'SELECT oid FROM pg_roles WHERE rolname = $1'
        : 'SELECT oid FROM pg_database WHERE datname = $1',
      [name],
    ),
  );
const comment = (on: 'ROLE' | 'DATABASE', name: string, text: string) =>
  run(`COMMENT ON ${on} ${escapeIdentifier(name)} IS ${escapeLiteral(text)}`);
/** Writes a record as pgstage does. */
const write = async (
  on: 'ROLE' | 'DATABASE',
  name: string,
  what: DatabaseRecord,
  by = signer,
) => {
  const [text] = await recordCodec(by).write(what, await identity(on, name));
  return comment(on, name, text);
};
const readAll = (by = signer) =>
  readRecords(connections.query.bind(connections), by);
const read = async (name: string, by = signer) => {
  const all = await readAll(by);
  const [one, ...others] = all.filter(recorded => recorded.name === name);
  expect(others).toEqual([]);
  return one;
};
const oidOf = (name: string) =>
  scalar('SELECT oid FROM pg_database WHERE datname = $1', [name]);
/** Creates a database whose creation is complete in its record. */
async function createFinished(name: string) {
  await run(`CREATE ROLE ${name} LOGIN`);
  await run(`CREATE DATABASE ${name} OWNER ${name}`);
  const oid = await oidOf(name);
  const at = '2026-01-01T00:01:00Z';
  await write('ROLE', name, record(name, { finished: { at, oid } }));
  return oid;
}

beforeAll(async () => {
  postgres = await startTestPostgres({ standby: false, archive: false });
  admin = await connectClient({
    ...postgres.primary,
    ...postgres.admin,
    database: 'postgres',
  });
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

it('reads the record from the role, not from a comment of the owner', async () => {
  await run('CREATE ROLE orders LOGIN');
  await write('ROLE', 'orders', record('orders'));
  expect(await read('orders')).toMatchObject({
    exists: false,
    role: 'orders',
    owner: 'orders',
  });

  await run('CREATE DATABASE orders OWNER orders');
  const forged = JSON.stringify(
    record('orders', { adopted: true, spec: { user: 'postgres' } }),
  );
  await comment('DATABASE', 'orders', forged);
  expect(await read('orders')).toMatchObject({
    exists: true,
    owner: 'orders',
    role: 'orders',
    record: record('orders'),
    comment: forged,
    stale: true,
  });
});

it('accepts a signed record on a database only for an adopted one', async () => {
  const name = `it's "odd"; \\ 🐘`;
  await run(`CREATE DATABASE ${escapeIdentifier(name)}`);
  const plain = await read(name);
  expect(plain).toMatchObject({ exists: true, owner: 'postgres' });
  expect(plain.record ?? plain.unconfirmed).toBeUndefined();
  await comment('DATABASE', name, 'Orders of the shop');
  expect((await read(name)).comment).toBe('Orders of the shop');
  await write('DATABASE', name, record(name));
  expect((await read(name)).record).toBeUndefined();
  const adopted = record(name, {
    adopted: true,
    comment: 'Orders of the shop',
  });
  await write('DATABASE', name, adopted);
  expect(await read(name)).toMatchObject({ record: adopted, role: undefined });
});

describe('a record without a valid signature for this object', () => {
  const expectUnconfirmed = async (name: string) => {
    const { record: confirmed, unconfirmed } = await read(name);
    expect(confirmed).toBeUndefined();
    expect(unconfirmed).toMatchObject({
      database: name,
      binding: { owner: 'group:default/shop' },
    });
  };

  it('is unconfirmed if the owner or an earlier version wrote it', async () => {
    await run('CREATE DATABASE planted');
    const adopted = record('planted', { adopted: true });
    await comment('DATABASE', 'planted', JSON.stringify(adopted));
    await expectUnconfirmed('planted');
    await run('CREATE ROLE earlier LOGIN');
    await run('CREATE DATABASE earlier OWNER earlier');
    await comment('ROLE', 'earlier', JSON.stringify(record('earlier')));
    await expectUnconfirmed('earlier');
  });

  it('is unconfirmed if it was copied from another database', async () => {
    await run('CREATE DATABASE original');
    await write('DATABASE', 'original', record('copied', { adopted: true }));
    const text = await scalar(
      `SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'original'`,
      [],
    );
    await run('CREATE DATABASE copied');
    await comment('DATABASE', 'original', 'nothing');
    await comment('DATABASE', 'copied', text);
    await expectUnconfirmed('copied');
  });

  it('is unconfirmed if its key is not configured', async () => {
    const former = createRecordSigner(async () => [{ id: 'x', key: 'lost' }]);
    await run('CREATE DATABASE lost_key');
    const adopted = record('lost_key', { adopted: true });
    await write('DATABASE', 'lost_key', adopted, former);
    await expectUnconfirmed('lost_key');
    expect(await read('lost_key', former)).toMatchObject({ record: adopted });
  });

  it('is valid and stale if its key was rotated', async () => {
    const [old, fresh] = ['old', 'new'].map(id => ({ id, key: `key ${id}` }));
    await run('CREATE DATABASE rotated');
    const adopted = record('rotated', { adopted: true });
    const before = createRecordSigner(async () => [old]);
    await write('DATABASE', 'rotated', adopted, before);
    expect(await read('rotated', before)).toMatchObject({ stale: false });
    const after = createRecordSigner(async () => [fresh, old]);
    expect(await read('rotated', after)).toMatchObject({
      record: adopted,
      stale: true,
    });
  });
});

describe('a database whose creation is complete', () => {
  it('is found under a new name, and listed once', async () => {
    const oid = await createFinished('shop');
    expect(await read('shop')).toMatchObject({ exists: true, oid });
    await run('ALTER DATABASE shop RENAME TO shop_old');
    expect(await read('shop')).toMatchObject({
      exists: false,
      oid,
      missing: { renamedTo: 'shop_old', replacedBy: undefined },
    });
    expect(await read('shop_old')).toBeUndefined();
  });

  it('is different from another database with its name', async () => {
    await run('CREATE DATABASE shop OWNER shop');
    const oid = await oidOf('shop');
    expect(await read('shop')).toMatchObject({
      exists: false,
      missing: {
        renamedTo: 'shop_old',
        replacedBy: { oid, owner: 'shop' },
      },
    });
    await run('DROP DATABASE shop_old');
    expect((await read('shop')).missing).toEqual({
      renamedTo: undefined,
      replacedBy: { oid, owner: 'shop' },
    });
    await run('DROP DATABASE shop');
    expect(await read('shop')).toMatchObject({
      exists: false,
      missing: {},
      record: { database: 'shop' },
    });
  });

  it('is identified if two databases swapped their names', async () => {
    const [one, two] = [
      await createFinished('one'),
      await createFinished('two'),
    ];
    await run('ALTER DATABASE one RENAME TO three');
    await run('ALTER DATABASE two RENAME TO one');
    await run('ALTER DATABASE three RENAME TO two');
    expect((await read('one')).missing).toEqual({
      renamedTo: 'two',
      replacedBy: { oid: two, owner: 'two' },
    });
    expect((await read('two')).missing).toEqual({
      renamedTo: 'one',
      replacedBy: { oid: one, owner: 'one' },
    });
  });

  it('retains its record if it is adopted and renamed', async () => {
    await run('CREATE DATABASE theirs');
    await write('DATABASE', 'theirs', record('theirs', { adopted: true }));
    await run('ALTER DATABASE theirs RENAME TO theirs_old');
    expect(await read('theirs')).toMatchObject({
      missing: { renamedTo: 'theirs_old' },
      record: { adopted: true },
    });
  });
});

it('does not match an incomplete record with a database of another owner', async () => {
  await run('CREATE ROLE half LOGIN');
  await write('ROLE', 'half', record('half'));
  expect((await read('half')).missing).toBeUndefined();
  await run('CREATE DATABASE half OWNER postgres');
  expect(await read('half')).toMatchObject({
    exists: false,
    missing: { replacedBy: { owner: 'postgres' } },
  });
});

it('lists all databases except templates', async () => {
  const names = (await readAll()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['postgres', 'orders']));
  expect(names).not.toContain('template1');
});

it.each([
  '',
  'text',
  '{',
  '{"pgstage":2}',
  '{"pgstage":1}',
  '[]',
  `{"a":"${'x'.repeat(40_000)}"}`,
])('does not parse the comment %j', async text => {
  expect(await recordCodec(signer).read([text], 'any')).toBeUndefined();
});

it('rejects a record that is too large', async () => {
  const large = record('orders', { comment: 'x'.repeat(40_000) });
  await expect(recordCodec(signer).check(large)).rejects.toThrow(/exceeds/);
});
