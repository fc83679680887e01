import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import { lock } from 'proper-lockfile';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { FileCredentialStore } from './FileCredentialStore';

const entry = (
  database: string,
  extra: Partial<CredentialEntry> = {},
): CredentialEntry => ({
  ref: `server:main/${encodeURIComponent(database)}`,
  host: 'db.example.net',
  port: 5432,
  alsoAt: [],
  database,
  user: database,
  password: `secret-of-${database.length}`,
  sslMode: 'prefer',
  ...extra,
});
const hostile = [
  `it's`,
  'a:b',
  'back\\slash',
  '[x]',
  '#no',
  '# pgstage ref: server:main/orders',
  'a=b',
  '%s',
  '🐘',
  '../up',
  '*',
  '$(id);`id`',
  'x'.repeat(63),
];

let folder: string;
let directory: string;
let store: FileCredentialStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pgstage-store-'));
  directory = path.join(folder, `it's here`);
  store = new FileCredentialStore(directory);
});
afterEach(() => rm(folder, { recursive: true }));

it('has no entry before the first write', async () => {
  expect(await store.find('server:main/orders')).toBeUndefined();
  expect(await store.read('server:main/orders')).toBeUndefined();
  await store.remove('server:main/orders');
});

it('stores the version of the password with it, and lists the refs of entries', async () => {
  expect(await store.refs()).toEqual([]);
  const orders = entry('orders', { version: 'v1' });
  await store.write(orders);
  await store.write(entry('other'));
  expect(await store.read(orders.ref)).toEqual(orders);
  expect((await store.refs()).sort()).toEqual([
    'server:main/orders',
    'server:main/other',
  ]);
  await store.write({ ...orders, version: 'v2' });
  expect(await store.read(orders.ref)).toMatchObject({ version: 'v2' });
  await store.remove(orders.ref);
  expect(await store.refs()).toEqual(['server:main/other']);
});

it('writes, replaces and removes entries in files that only the owner can read', async () => {
  const orders = entry('orders');
  expect(await store.write(orders)).toEqual(await store.find(orders.ref));
  expect(await store.read(orders.ref)).toEqual(orders);
  const moved = { ...orders, host: 'other', password: 'new' };
  await store.write(moved);
  expect(await store.read(orders.ref)).toEqual(moved);
  expect(await readFile(path.join(directory, 'pgpass'), 'utf8')).toBe(
    'other:5432:orders:orders:new\n',
  );
  for (const file of ['pgpass', 'pg_service.conf']) {
    expect((await stat(path.join(directory, file))).mode.toString(8)).toMatch(
      /600$/,
    );
  }
  expect((await stat(directory)).mode.toString(8)).toMatch(/700$/);

  await store.remove(orders.ref);
  expect(await store.find(orders.ref)).toBeUndefined();
  expect(await readFile(path.join(directory, 'pgpass'), 'utf8')).toBe('');
});

it('retains the password of the previous user, for clients that read only passwords, until the next write', async () => {
  const orders = entry('orders', { password: 'first' });
  const second = { ...orders, user: 'orders_b', password: 'second' };
  const third = { ...orders, password: 'third' };
  const passwords = () => readFile(path.join(directory, 'pgpass'), 'utf8');
  const line = (user: string, password: string) =>
    `db.example.net:5432:orders:${user}:${password}\n`;
  await store.write(orders);
  await store.write(second);
  expect(await passwords()).toBe(
    line('orders', 'first') + line('orders_b', 'second'),
  );
  expect(await store.read(orders.ref)).toEqual(second);
  await store.write(third);
  expect(await passwords()).toBe(
    line('orders_b', 'second') + line('orders', 'third'),
  );
  await store.write({ ...third, password: 'fourth' });
  expect(await passwords()).toBe(line('orders', 'fourth'));
  await store.write(second);
  await store.remove(orders.ref);
  expect(await passwords()).toBe('');
});

it('writes and removes the password for each address of the login', async () => {
  const at = (host: string) => ({ host, port: 5433 });
  const orders = entry('orders', { alsoAt: [at('ro1'), at('::1')] });
  const { passwordFile } = await store.write(orders);
  const passwords = () => readFile(passwordFile!, 'utf8');
  expect(await store.read(orders.ref)).toEqual(orders);
  expect(await passwords()).toBe(
    'db.example.net:5432:orders:orders:secret-of-6\nro1:5433:orders:orders:secret-of-6\n\\:\\:1:5433:orders:orders:secret-of-6\n',
  );
  await store.write({ ...orders, alsoAt: [at('ro2')], password: 'new' });
  expect(await passwords()).toBe(
    'db.example.net:5432:orders:orders:new\nro2:5433:orders:orders:new\n',
  );
  await store.remove(orders.ref);
  expect(await passwords()).toBe('');
});

it('stores and removes the CA with the entry', async () => {
  const orders = entry('orders', { sslMode: 'verify-full', ca: 'PEM\n' });
  await store.write(orders);
  expect(await store.read(orders.ref)).toEqual(orders);
  const file = path.join(directory, 'orders.crt');
  const services = () =>
    readFile(path.join(directory, 'pg_service.conf'), 'utf8');
  expect(await services()).toContain(`\nsslrootcert=${file}\n`);

  await store.remove(orders.ref);
  await expect(readFile(file)).rejects.toThrow('ENOENT');

  await store.write({ ...orders, ca: undefined });
  expect(await services()).toContain('\nsslrootcert=system\n');
  expect(await store.read(orders.ref)).not.toHaveProperty('ca');
});

it('names a service after its database, with a unique name for a second one', async () => {
  const first = await store.write(entry('orders'));
  const second = await store.write(
    entry('orders', { ref: 'server:other/orders', host: 'other' }),
  );
  expect(first.secretRef).toBe('orders');
  expect(second.secretRef).toMatch(/^orders-[0-9a-f]{8}$/);
  expect(await store.write(entry('orders'))).toEqual(first);
});

it('does not reuse the service of a database with the predictable name of another', async () => {
  const onOtherServer = (name: string) =>
    entry(name, { ref: `server:other/${name}`, host: 'other' });
  await store.write(entry('orders'));
  const { secretRef: predictable } = await store.write(onOtherServer('orders'));
  await store.remove(onOtherServer('orders').ref);

  await store.write(entry(predictable));
  const { secretRef } = await store.write(onOtherServer('orders'));
  expect(secretRef).toMatch(/^orders-[0-9a-f]+$/);
  expect(secretRef).not.toBe(predictable);
  expect(await store.write(onOtherServer('orders'))).toMatchObject({
    secretRef,
  });
});

it('escapes a name that would match any login', async () => {
  const { passwordFile } = await store.write(entry('*'));
  expect(await readFile(passwordFile!, 'utf8')).toBe(
    'db.example.net:5432:\\*:\\*:secret-of-1\n',
  );
});

it('returns hostile names unchanged', async () => {
  for (const name of hostile) await store.write(entry(name));
  for (const name of hostile) {
    expect(await store.read(entry(name).ref)).toEqual(entry(name));
    expect((await store.find(entry(name).ref))!.secretRef).toMatch(
      /^[A-Za-z0-9_.-]+$/,
    );
  }
});

it.each(['a\nb', 'a\0b', ' a', 'a '])(
  'rejects %j, which libpq cannot read',
  async name => {
    await expect(store.write(entry('x', { database: name }))).rejects.toThrow(
      /database with control/,
    );
  },
);

it('treats an entry without its password as missing', async () => {
  await store.write(entry('orders'));
  await writeFile(path.join(directory, 'pgpass'), '');
  expect(await store.find(entry('orders').ref)).toBeUndefined();
  await store.write(entry('orders'));
  expect(await store.find(entry('orders').ref)).toBeDefined();
});

it('throws an error with the configuration key if the directory cannot be used', async () => {
  await writeFile(directory, 'a file');
  const advice =
    /^Credential store 'file' failed: E.*Check postgres\.credentialStores\.file\.directory/;
  for (const call of [
    () => store.write(entry('orders')),
    () => store.find('x'),
    () => store.remove('x'),
  ]) {
    await expect(call()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(advice),
    });
  }
});

it('writes nothing for a caller that aborts while it waits for the lock', async () => {
  const { ref } = await store
    .write(entry('orders'))
    .then(() => entry('orders'));
  const release = await lock(directory, {
    lockfilePath: path.join(directory, '.lock'),
  });
  const controller = new AbortController();
  const { signal } = controller;
  const late = [
    store.write(entry('orders', { password: 'late' }), { signal }),
    store.remove(ref, { signal }),
  ];
  controller.abort(new Error('aborted'));
  const repeat = store.write(entry('orders', { password: 'repeat' }));
  await release();
  for (const call of late) await expect(call).rejects.toBe(signal.reason);
  await repeat;
  expect(await store.read(ref)).toMatchObject({ password: 'repeat' });
});

it('writes all entries of concurrent calls', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `db${index}`);
  await Promise.all(
    names.map(name => new FileCredentialStore(directory).write(entry(name))),
  );
  for (const name of names)
    expect(await store.read(entry(name).ref)).toEqual(entry(name));
});

describeWithPart('PGSTAGE_PG18_BIN', 'the returned command in a shell', bin => {
  it('connects to the database, also with hostile names', async () => {
    const postgres = await startTestPostgres({
      standby: false,
      archive: false,
    });
    const admin = await connectClient({
      ...postgres.primary,
      ...postgres.admin,
      database: 'postgres',
    });
    try {
      for (const name of ['orders', ...hostile]) {
        const { usage } = await store.write(
          entry(name, {
            ...postgres.primary,
            password: `p:a\\ss'${name.length}`,
          }),
        );
        const role = escapeIdentifier(name);
        const password = escapeLiteral(`p:a\\ss'${name.length}`);
        await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD ${password}`);
        await admin.query(`CREATE DATABASE ${role} OWNER ${role}`);
        const output = execFileSync(
          'sh',
          ['-c', `${usage} -Atc 'select current_database()'`],
          {
            env: { PATH: `${bin}:${process.env.PATH}` },
            encoding: 'utf8',
          },
        );
        expect(output).toBe(`${name}\n`);
      }
    } finally {
      await admin.end();
      await postgres.remove();
    }
  });
});
