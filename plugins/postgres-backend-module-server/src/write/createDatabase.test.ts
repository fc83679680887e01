import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectClient } from '@pgstage/example-postgres';
import { eventually } from '../__testUtils__/observedServer';
import {
  binding,
  requestFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { changeDatabase } from './changeDatabase';
import type { WriteContext } from './WriteContext';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const databaseNames = async (like: string) => {
  const { rows } = await server.admin.query(
    'SELECT datname FROM pg_database WHERE datname LIKE $1',
    [like],
  );
  return rows.map(({ datname }) => datname);
};

it('creates a role with LOGIN only, its database, and working credentials', async () => {
  await server.create(
    requestFor('orders', {
      extensions: ['pg_trgm', 'citext'],
      connectionLimit: 7,
      taskId: 'task-1',
    }),
  );
  const { rows } = await server.admin.query(
    `SELECT r.rolcanlogin, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication,
            r.rolbypassrls, r.rolconnlimit, pg_get_userbyid(d.datdba) AS owner,
            (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships
       FROM pg_roles r, pg_database d WHERE r.rolname = 'orders' AND d.datname = 'orders'`,
  );
  expect(rows).toEqual([
    {
      rolcanlogin: true,
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
      rolbypassrls: false,
      rolconnlimit: 7,
      owner: 'orders',
      memberships: 0,
    },
  ]);
  expect(
    await server.asApplication(
      'orders',
      'SELECT current_user, current_database()',
    ),
  ).toEqual([{ current_user: 'orders', current_database: 'orders' }]);
  await server.asApplication('orders', 'CREATE TABLE t (name citext)');
  expect(
    await server.asApplication(
      'orders',
      `SELECT extname FROM pg_extension ORDER BY 1`,
    ),
  ).toEqual([
    { extname: 'citext' },
    { extname: 'pg_trgm' },
    { extname: 'plpgsql' },
  ]);

  const found = await server.find('orders');
  expect(found).toMatchObject({
    exists: true,
    role: 'orders',
    record: {
      binding,
      spec: {
        user: 'orders',
        extensions: ['citext', 'pg_trgm'],
        connectionLimit: 7,
      },
      created: { by: 'user:default/ada', taskId: 'task-1' },
      credentials: { store: 'file', state: 'stored' },
    },
  });
  // The comment on the database is a copy of that on the role.
  expect(found).toMatchObject({
    stale: false,
    record: { finished: { oid: found!.oid } },
  });
});

it('does not allow other roles to connect', async () => {
  await server.create(requestFor('alice'));
  await server.create(requestFor('bob'));
  const { password } = (await server.store.read('server:main/bob'))!;
  const { host, port } = server.postgres.primary;
  const intruder = connectClient({
    host,
    port,
    user: 'bob',
    password,
    database: 'alice',
  });
  await expect(intruder).rejects.toThrow(
    /permission denied for database "alice"/,
  );
});

it('rejects a record that is too large before anything is written, also in a dry run', async () => {
  const request = requestFor('crowded', {
    binding: {
      ...binding,
      entityRefs: Array.from(
        { length: 500 },
        (_, index) => `component:default/${'x'.repeat(60)}${index}`,
      ),
    },
  });
  for (const dryRun of [true, false]) {
    await expect(
      server.create(request, undefined, { dryRun }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('exceeds 32768 bytes'),
    });
  }
  const { rows } = await server.admin.query(
    `SELECT FROM pg_roles WHERE rolname = 'crowded'`,
  );
  expect(rows).toEqual([]);
});

it('changes nothing when repeated, even with another order of lists', async () => {
  const request = requestFor('repeated', {
    extensions: ['pg_trgm', 'citext'],
    binding: {
      ...binding,
      entityRefs: ['component:default/b', 'component:default/a'],
    },
  });
  await server.create(request);
  const before = {
    found: await server.find('repeated'),
    entry: await server.store.read('server:main/repeated'),
  };
  await server.create({
    ...request,
    extensions: ['citext', 'pg_trgm'],
    binding: {
      ...binding,
      entityRefs: ['component:default/a', 'component:default/b'],
    },
  });
  expect({
    found: await server.find('repeated'),
    entry: await server.store.read('server:main/repeated'),
  }).toEqual(before);
});

it('sets a new password if the store has lost the old one', async () => {
  await server.create(requestFor('lost'));
  await server.store.remove('server:main/lost');
  await server.create(requestFor('lost'));
  expect(await server.asApplication('lost', 'SELECT 1 AS one')).toEqual([
    { one: 1 },
  ]);
});

it('rejects another spec or binding for an existing database, with the differences', async () => {
  await server.create(requestFor('taken', { connectionLimit: 5 }));
  const other = requestFor('taken', {
    connectionLimit: 6,
    extensions: ['citext'],
    binding: { ...binding, owner: 'group:default/other' },
  });
  await expect(server.create(other)).rejects.toMatchObject({
    name: 'ConflictError',
    differences: [
      { field: 'extensions', existing: 'none', requested: 'citext' },
      { field: 'connectionLimit', existing: '5', requested: '6' },
      {
        field: 'owner',
        existing: 'group:default/shop',
        requested: 'group:default/other',
      },
    ],
  });
});

it('rejects the names of a database and a role that pgstage did not create', async () => {
  await server.admin.query('CREATE DATABASE foreign_one');
  await expect(server.create(requestFor('foreign_one'))).rejects.toThrow(
    /Database 'foreign_one' exists on server main and was not created by pgstage: bind it with adopt/,
  );
  await server.admin.query('CREATE ROLE foreign_role');
  const taken: unknown = await server
    .create(requestFor('mine', { user: 'foreign_role' }))
    .catch(error => error);
  expect(taken).toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining(
      "Role 'foreign_role' exists on server main and was not created for database 'mine'",
    ),
  });
  // Differences would indicate a hidden database of that name.
  expect(taken).not.toHaveProperty('differences');
  await expect(
    server.create(requestFor('mine', { user: 'orders' })),
  ).rejects.toThrow(/Role 'orders'/);
  expect(await databaseNames('mine')).toEqual([]);
});

it('creates one of two concurrent databases with the same role, and rejects the other', async () => {
  const names = ['twin_a', 'twin_b'];
  const outcomes = await Promise.allSettled(
    names.map(name => server.create(requestFor(name, { user: 'twin' }))),
  );
  const rejected = outcomes.flatMap(outcome =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  );
  expect(rejected).toEqual([
    expect.objectContaining({ name: 'ConflictError' }),
  ]);
  expect(await databaseNames('twin_%')).toHaveLength(1);
});

it('checks everything and writes nothing in a dry run', async () => {
  const dry = (name: string, extra = {}) =>
    server.create(requestFor(name, extra), undefined, { dryRun: true });
  await dry('dry');
  expect(await server.find('dry')).toBeUndefined();
  await expect(
    dry('dry', { extensions: ['no_such_extension'] }),
  ).rejects.toThrow(
    'extensions must not contain no_such_extension: it is not available on server main',
  );
  await expect(
    dry('dry', { options: { encoding: 'KLINGON' } }),
  ).rejects.toThrow('options.encoding must be an encoding of PostgreSQL');
  await expect(dry('foreign_one')).rejects.toThrow(
    /was not created by pgstage/,
  );
});

it('applies encoding, locale and tablespace', async () => {
  await server.admin.query('SET allow_in_place_tablespaces = on');
  await server.admin.query(`CREATE TABLESPACE fast LOCATION ''`);
  await server.admin.query('GRANT CREATE ON TABLESPACE fast TO pgstage');
  await server.admin.query(`CREATE TABLESPACE locked LOCATION ''`);
  await server.create(
    requestFor('optioned', {
      options: { encoding: 'LATIN1', locale: 'C', tablespace: 'fast' },
    }),
  );
  await server.create(
    requestFor('builtin', {
      options: {
        locale: 'C.UTF-8',
        localeProvider: 'builtin',
        encoding: 'UTF8',
      },
    }),
  );
  const { rows } = await server.admin.query(
    `SELECT datname, (SELECT spcname FROM pg_tablespace t WHERE t.oid = dattablespace) AS tablespace,
            pg_encoding_to_char(encoding) AS encoding, datcollate, datlocprovider, datlocale
       FROM pg_database WHERE datname IN ('optioned', 'builtin') ORDER BY 1`,
  );
  expect(rows).toMatchObject([
    { datname: 'builtin', datlocprovider: 'b', datlocale: 'C.UTF-8' },
    {
      datname: 'optioned',
      tablespace: 'fast',
      encoding: 'LATIN1',
      datcollate: 'C',
      datlocprovider: 'c',
    },
  ]);
  await expect(
    server.create(requestFor('nowhere', { options: { tablespace: 'locked' } })),
  ).rejects.toThrow(
    /may not create databases in tablespace locked\. GRANT CREATE ON TABLESPACE locked TO pgstage/,
  );
  await expect(
    server.create(
      requestFor('nowhere', { options: { tablespace: 'missing' } }),
    ),
  ).rejects.toThrow('options.tablespace must exist on server main');
  expect(await server.find('nowhere')).toBeUndefined();
});

it('leaves nothing of a request that cannot succeed', async () => {
  await expect(
    server.create(requestFor('odd', { options: { locale: 'xx_NO.such' } })),
  ).rejects.toThrow(
    /^options must be valid on server main, which reported: invalid .*locale/,
  );
  expect(await server.find('odd')).toBeUndefined();
  await server.create(requestFor('odd'));
});

it('rejects an extension without the right to create it, and continues with the right', async () => {
  const request = requestFor('untrusted', { extensions: ['pageinspect'] });
  for (const dryRun of [true, false]) {
    await expect(
      server.create(request, undefined, { dryRun }),
    ).rejects.toMatchObject({
      issues: [
        {
          field: 'extensions',
          rule: expect.stringMatching(
            /^must not contain pageinspect: only a superuser/,
          ),
        },
      ],
    });
  }
  expect(await server.find('untrusted')).toBeUndefined();
  await server.admin.query('ALTER ROLE pgstage SUPERUSER');
  try {
    await server.create(request);
  } finally {
    await server.admin.query('ALTER ROLE pgstage NOSUPERUSER');
  }
  expect(await server.asApplication('untrusted', 'SELECT 1 AS one')).toEqual([
    { one: 1 },
  ]);
});

it('creates one database for concurrent creates of several replicas', async () => {
  const replicas = [server.connect(), server.connect(), server.connect()];
  await Promise.all(
    Array.from({ length: 9 }, (_, index) =>
      server.create(
        requestFor('crowded'),
        server.targetOf('crowded', { connections: replicas[index % 3] }),
      ),
    ),
  );
  expect(await databaseNames('crowded%')).toEqual(['crowded']);
  expect(await server.asApplication('crowded', 'SELECT 1 AS one')).toEqual([
    { one: 1 },
  ]);
});

it('creates several databases with extensions concurrently', async () => {
  const names = Array.from({ length: 6 }, (_, index) => `many${index}`);
  await Promise.all(
    names.map(name =>
      server.create(requestFor(name, { extensions: ['citext'] })),
    ),
  );
  expect((await databaseNames('many%')).sort()).toEqual(names);
});

it('accepts one of two concurrent requests that differ', async () => {
  const results = await Promise.allSettled(
    [5, 6].map(connectionLimit =>
      server.create(requestFor('race', { connectionLimit })),
    ),
  );
  expect(results.map(({ status }) => status).sort()).toEqual([
    'fulfilled',
    'rejected',
  ]);
});

describe('the template', () => {
  const openSession = async (database: string) => {
    const client = await connectClient({
      ...server.postgres.primary,
      ...server.postgres.admin,
      database,
    });
    return client;
  };

  it('is template0: sessions in template1 do not block creates, and its contents are not copied', async () => {
    const client = await openSession('template1');
    await client.query('CREATE TABLE not_copied (i int)');
    try {
      await server.create(requestFor('pristine'));
    } finally {
      await client.query('DROP TABLE not_copied');
      await client.end();
    }
    expect(
      await server.asApplication(
        'pristine',
        `SELECT to_regclass('not_copied') AS copied`,
      ),
    ).toEqual([{ copied: null }]);
    const { rows } = await server.admin.query(
      `SELECT DISTINCT encoding, datcollate, datctype, datlocprovider FROM pg_database
        WHERE datname IN ('template0', 'pristine')`,
    );
    expect(rows).toHaveLength(1);
  });

  it('is the configured one, and a session in it causes a conflict that names it', async () => {
    await server.admin.query('CREATE DATABASE company IS_TEMPLATE true');
    const client = await openSession('company');
    await client.query('CREATE TABLE house_rules (i int)');
    const target = server.targetOf('templated', {
      connections: server.connect({ template: 'company' }),
    });
    const create = () => server.create(requestFor('templated'), target);
    await expect(create()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`'company' of server main is in use`),
    });
    await client.end();
    await create();
    expect(
      await server.asApplication(
        'templated',
        `SELECT to_regclass('house_rules')::text AS copied`,
      ),
    ).toEqual([{ copied: 'house_rules' }]);
  });

  it('must exist, also in a dry run', async () => {
    const target = server.targetOf('no_template', {
      connections: server.connect({ template: 'missing' }),
    });
    await expect(
      server.create(requestFor('no_template'), target, { dryRun: true }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`'missing' does not exist`),
    });
  });
});

describe('extensions that require others', () => {
  // a_route is sorted before b_geometry, which it requires.
  const requires = { a_route: 'b_geometry', b_geometry: 'plpgsql' };
  let folder: string;
  let target: (name: string) => WriteContext;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pgstage-extensions-'));
    await mkdir(path.join(folder, 'extension'));
    for (const [name, required] of Object.entries(requires)) {
      const file = path.join(folder, 'extension', name);
      await writeFile(
        `${file}.control`,
        `default_version = '1.0'\ntrusted = true\nrequires = '${required}'\n`,
      );
      await writeFile(
        `${file}--1.0.sql`,
        `CREATE FUNCTION ${name}_f() RETURNS int LANGUAGE sql AS 'SELECT 1';`,
      );
    }
    await chmod(folder, 0o755);
    await server.admin.query(
      `ALTER SYSTEM SET extension_control_path = '$system:${folder}'`,
    );
    await server.admin.query('SELECT pg_reload_conf()');
    const connections = server.connect({
      extensions: Object.keys(requires),
    });
    target = name => server.targetOf(name, { connections });
    await eventually(
      () =>
        connections.query('SHOW extension_control_path') as Promise<object[]>,
      rows => JSON.stringify(rows).includes(folder),
    );
  });
  afterAll(async () => {
    await server.admin.query('ALTER SYSTEM RESET extension_control_path');
    await rm(folder, { recursive: true });
  });

  it('are created after their dependencies and dropped before', async () => {
    const name = 'ordered';
    await server.create(
      requestFor(name, { extensions: ['a_route', 'b_geometry'] }),
      target(name),
    );
    expect(
      await server.asApplication(name, 'SELECT a_route_f(), b_geometry_f()'),
    ).toEqual([{ a_route_f: 1, b_geometry_f: 1 }]);
    await expect(
      changeDatabase(target(name), { extensions: ['a_route'] }),
    ).rejects.toThrow('extensions must also contain b_geometry');
    await changeDatabase(target(name), { extensions: [] });
    expect(
      await server.asApplication(
        name,
        `SELECT extname FROM pg_extension WHERE extname ~ '^[ab]_'`,
      ),
    ).toEqual([]);
  });

  it('are rejected without their dependencies before anything is written', async () => {
    const name = 'incomplete';
    const request = requestFor(name, { extensions: ['a_route'] });
    for (const dryRun of [true, false]) {
      await expect(
        server.create(request, target(name), { dryRun }),
      ).rejects.toMatchObject({
        issues: [
          {
            field: 'extensions',
            rule: 'must also contain b_geometry: a_route requires it',
          },
        ],
      });
    }
    expect(await server.find(name)).toBeUndefined();
  });
});
