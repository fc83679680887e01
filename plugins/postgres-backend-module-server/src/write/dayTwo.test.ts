import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { connectClient } from '@pgstage/example-postgres';
import { Client, escapeIdentifier } from 'pg';
import {
  actor,
  binding,
  requestFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { bindDatabase } from './bindDatabase';
import { changeDatabase } from './changeDatabase';
import { revealCredentials } from './credentials';
import { removeDatabase } from './removeDatabase';
import { rotatePassword } from './rotatePassword';
import { withLock } from './WriteContext';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    settings: { max_prepared_transactions: '2' },
  });
});
afterAll(() => server?.stop());

const on = (name: string) => server.targetOf(name);
const change = (name: string, what: Parameters<typeof changeDatabase>[1]) =>
  changeDatabase(on(name), what);
const remove = (name: string, force = false) =>
  removeDatabase(on(name), { force });
const scalar = async (text: string, values: unknown[] = []) => {
  const { rows } = await server.admin.query({ text, values, rowMode: 'array' });
  return rows[0]?.[0];
};
const exists = async (name: string) => ({
  database: await scalar(
    'SELECT count(*)::int FROM pg_database WHERE datname = $1',
    [name],
  ),
  role: await scalar('SELECT count(*)::int FROM pg_roles WHERE rolname = $1', [
    name,
  ]),
});
/** A database of others, whose owner has made Backstage's role a member. */
async function foreign(name: string) {
  const identifier = escapeIdentifier(name);
  await server.admin.query(`CREATE ROLE ${identifier} LOGIN PASSWORD 'theirs'`);
  await server.admin.query(`GRANT ${identifier} TO pgstage`);
  await server.admin.query(`CREATE DATABASE ${identifier} OWNER ${identifier}`);
}
async function openSession(name: string, application_name: string) {
  const { database, user, password } = (await server.store.read(on(name).ref))!;
  const client = new Client({
    ...server.postgres.primary,
    database,
    user,
    password,
    application_name,
  });
  const ended = new Promise<Error>(resolve => {
    client.on('error', resolve);
  });
  await client.connect();
  return { client, ended };
}

describe('change', () => {
  beforeAll(() =>
    server.create(requestFor('changing', { extensions: ['citext'] })),
  );

  it('sets the connection limit and protection', async () => {
    await change('changing', { connectionLimit: 2, protected: true });
    expect(
      await scalar(
        `SELECT rolconnlimit FROM pg_roles WHERE rolname = 'changing'`,
      ),
    ).toBe(2);
    expect((await server.find('changing'))?.record?.spec).toMatchObject({
      connectionLimit: 2,
      protected: true,
      extensions: ['citext'],
    });
  });

  it('drops an extension that is no longer wanted, unless something needs it', async () => {
    await server.asApplication('changing', 'CREATE TABLE t (name citext)');
    await expect(change('changing', { extensions: [] })).rejects.toThrow(
      /^Extension citext cannot be dropped: cannot drop extension citext .*Drop these objects first$/,
    );
    expect((await server.find('changing'))?.record?.spec.extensions).toEqual([
      'citext',
    ]);
    await server.asApplication('changing', 'DROP TABLE t');
    await change('changing', { extensions: ['pg_trgm'] });
    expect(
      await server.asApplication(
        'changing',
        'SELECT extname FROM pg_extension ORDER BY 1',
      ),
    ).toEqual([{ extname: 'pg_trgm' }, { extname: 'plpgsql' }]);
  });

  it('runs nothing that the owner of the database has put in the way', async () => {
    await server.create(requestFor('trapped'));
    const as = (text: string) => server.asApplication('trapped', text);
    await as(`
      CREATE SCHEMA trap;
      CREATE TABLE trap.caught (who text);
      CREATE FUNCTION trap.spring() RETURNS name LANGUAGE sql AS
        'INSERT INTO trap.caught VALUES (current_user) RETURNING ''plpgsql''::name';
      CREATE VIEW trap.pg_extension AS SELECT trap.spring() AS extname;
      CREATE VIEW trap.pg_available_extensions AS
        SELECT trap.spring() AS name, '1' AS default_version;
      ALTER DATABASE trapped SET search_path = trap, pg_catalog`);
    await change('trapped', { extensions: ['citext'] });
    expect(await as('TABLE trap.caught')).toEqual([]);
    expect(
      await as(
        `SELECT n.nspname AS schema FROM pg_catalog.pg_extension e
           JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'citext'`,
      ),
    ).toEqual([{ schema: 'public' }]);
  });

  it.each([
    [{ version: '17' }, 'version must be left out'],
    [{ size: 'xl', instances: 3 }, 'instances must be left out'],
    [{ storage: '1Gi' }, 'storage must be left out'],
    [{ connectionLimit: 51 }, 'connectionLimit must be at most 50'],
    [
      { extensions: ['citext', 'file_fdw'] },
      'extensions.1 must be one that server main allows',
    ],
    [
      { extensions: ['no_such_extension'] },
      'extensions must not contain no_such_extension',
    ],
    [
      { options: { encoding: 'UTF8' } },
      'options.encoding must be left out: it cannot be changed',
    ],
    [{ options: { x: 1 } }, 'options.x is not a known field'],
  ])('refuses %j', async (what, message) => {
    await expect(change('changing', what)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
  });

  it('refuses what does not exist and what is not ours', async () => {
    await expect(change('nothing', { protected: true })).rejects.toThrow(
      "There is no database 'nothing' on PostgreSQL server main",
    );
    await foreign('unbound');
    await expect(change('unbound', { protected: true })).rejects.toThrow(
      /bind it with adopt first/,
    );
  });
});

describe('bind', () => {
  const other = { ...binding, owner: 'group:default/other' };

  it('rewrites the binding in both places', async () => {
    await server.create(requestFor('bound'));
    await bindDatabase(on('bound'), other, { actor });
    const found = await server.find('bound');
    expect(found?.record?.binding).toEqual(other);
    expect(found?.comment).toContain('group:default/other');
  });

  it('adopts by the record alone, and keeps the comment that was there', async () => {
    const name = `it's "theirs"; 100% 🐘`;
    await foreign(name);
    await server.admin.query(
      `COMMENT ON DATABASE ${escapeIdentifier(name)} IS 'It''s the shop''s'`,
    );
    const acl = () =>
      scalar('SELECT datacl::text FROM pg_database WHERE datname = $1', [name]);
    const password = () =>
      scalar('SELECT rolpassword FROM pg_authid WHERE rolname = $1', [name]);
    const before = [await acl(), await password()];

    await expect(bindDatabase(on(name), binding, { actor })).rejects.toThrow(
      /bind it with adopt/,
    );
    await bindDatabase(on(name), binding, { actor, adopt: true });
    expect([await acl(), await password()]).toEqual(before);
    expect(await server.find(name)).toMatchObject({
      owner: name,
      role: undefined,
      record: {
        adopted: true,
        binding,
        comment: `It's the shop's`,
        created: { by: actor },
      },
    });
    await bindDatabase(on(name), other, { actor });
    expect((await server.find(name))?.record).toMatchObject({
      binding: other,
      comment: `It's the shop's`,
    });
    await remove(name);
    expect(await exists(name)).toEqual({ database: 0, role: 1 });
  });

  it('leaves the login of an adopted database alone', async () => {
    await foreign('adopted');
    await bindDatabase(on('adopted'), binding, { actor, adopt: true });
    await expect(rotatePassword(on('adopted'))).rejects.toMatchObject({
      name: 'NotImplementedError',
    });
    await expect(
      revealCredentials(on('adopted'), (await server.find('adopted'))!),
    ).rejects.toThrow(/does not manage the login/);
    await expect(change('adopted', { connectionLimit: 3 })).rejects.toThrow(
      /connectionLimit must be left out/,
    );
    await expect(server.create(requestFor('adopted'))).rejects.toThrow(
      /was not created by pgstage/,
    );
    await change('adopted', { protected: true });
    await expect(remove('adopted')).rejects.toThrow(/is protected/);
    await remove('adopted', true);
    expect(await exists('adopted')).toEqual({ database: 0, role: 1 });
  });

  it('says so where the right to write the record is missing', async () => {
    await server.admin.query('CREATE DATABASE locked_away');
    await expect(
      bindDatabase(on('locked_away'), binding, { actor, adopt: true }),
    ).rejects.toThrow(
      /PostgreSQL server main failed: must be owner of database locked_away\. Grant this right/,
    );
  });

  it('does not believe what the owner of a database writes about it', async () => {
    await server.create(requestFor('forger'));
    const record = JSON.stringify({
      ...(await server.find('forger'))!.record,
      adopted: true,
      spec: { user: 'pgstage' },
      binding: other,
    });
    await server.asApplication(
      'forger',
      `COMMENT ON DATABASE forger IS '${record}'`,
    );
    expect(await server.find('forger')).toMatchObject({
      role: 'forger',
      record: { binding },
    });
    await server.reconcile();
    expect((await server.find('forger'))?.comment).not.toContain(
      'group:default/other',
    );
  });
});

it('creates nothing where the credential store is missing', async () => {
  const credentialStore = () => {
    throw new Error('There is no credential store vault');
  };
  const target = { ...on('no_store'), credentialStore };
  await expect(server.create(requestFor('no_store'), target)).rejects.toThrow(
    'no credential store vault',
  );
  expect(await exists('no_store')).toEqual({ database: 0, role: 0 });
});

describe('rotate password', () => {
  it('replaces the password, which is in the store and nowhere else', async () => {
    await server.create(requestFor('rotating'));
    const { password: before } = (await server.store.read(
      'server:main/rotating',
    ))!;
    await rotatePassword(on('rotating'));
    const { password, user } = (await server.store.read(
      'server:main/rotating',
    ))!;
    expect(password).not.toBe(before);
    expect(await server.asApplication('rotating', 'SELECT 1 AS one')).toEqual([
      { one: 1 },
    ]);
    const old = connectClient({
      ...server.postgres.primary,
      user,
      password: before,
      database: 'rotating',
    });
    await expect(old).rejects.toThrow(/password authentication failed/);
    expect(
      await revealCredentials(on('rotating'), (await server.find('rotating'))!),
    ).toEqual({
      user: 'rotating',
      password,
    });
  });

  it('touches nothing where the store is missing', async () => {
    await server.create(requestFor('storeless'));
    const target = {
      ...on('storeless'),
      credentialStore: () => {
        throw new Error('There is no credential store vault');
      },
    };
    await expect(rotatePassword(target)).rejects.toThrow(
      'no credential store vault',
    );
    expect(await server.asApplication('storeless', 'SELECT 1 AS one')).toEqual([
      { one: 1 },
    ]);
  });
});

describe('reconcile', () => {
  const reconcile = (target = on) => server.reconcile(target);

  it('does not change a password because the store is away for a while', async () => {
    await server.create(requestFor('away'));
    const entry = (await server.store.read('server:main/away'))!;
    await server.store.remove(entry.ref);
    await reconcile();
    await server.store.write(entry);
    expect(await server.asApplication('away', 'SELECT 1 AS one')).toEqual([
      { one: 1 },
    ]);
  });

  it('writes a new address of applications into the store', async () => {
    await server.create(requestFor('moved'));
    const moved = server.connect({
      application: {
        host: 'localhost',
        port: server.postgres.primary.port,
        sslMode: 'disable',
      },
    });
    await reconcile(name => server.targetOf(name, { connections: moved }));
    expect(await server.store.read('server:main/moved')).toMatchObject({
      host: 'localhost',
      sslMode: 'disable',
    });
    await reconcile();
  });

  it('goes on after a database that cannot be reconciled', async () => {
    await server.create(requestFor('aaa'));
    await server.asApplication('aaa', `COMMENT ON DATABASE aaa IS NULL`);
    await server.create(requestFor('zzz'));
    await server.asApplication('zzz', `COMMENT ON DATABASE zzz IS NULL`);
    await server.admin.query('ALTER DATABASE aaa OWNER TO postgres');
    await reconcile();
    expect((await server.find('aaa'))?.comment).toBeUndefined();
    expect((await server.find('zzz'))?.comment).toContain('"pgstage":1');
  });
});

describe('remove', () => {
  it('counts the sessions that are open, and ends them when forced', async () => {
    await server.create(requestFor('busy'));
    const sessions = [
      await openSession('busy', 'web'),
      await openSession('busy', 'web'),
      await openSession('busy', ''),
    ];
    await expect(remove('busy')).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        "Database 'busy' has 3 open sessions (2 of web, 1 of an unnamed application): end them first, or remove it with force",
    });
    expect(await server.asApplication('busy', 'SELECT 1 AS one')).toEqual([
      { one: 1 },
    ]);
    await remove('busy', true);
    for (const { ended } of sessions)
      expect((await ended).message).toMatch(/terminat/);
    expect(await exists('busy')).toEqual({ database: 0, role: 0 });
    expect(await server.store.find('server:main/busy')).toBeUndefined();
  });

  it('keeps a role that owns something elsewhere, and says so before anything is lost', async () => {
    await server.create(requestFor('wide'));
    await server.create(requestFor('host'));
    await server.admin.query('GRANT CREATE ON DATABASE host TO wide');
    await expect(remove('wide')).rejects.toThrow(
      /Role 'wide' of database 'wide' also owns or has rights on database host: reassign or revoke/,
    );
    expect(await exists('wide')).toEqual({ database: 1, role: 1 });
    await remove('wide', true);
    expect(await exists('wide')).toEqual({ database: 0, role: 1 });
    expect(
      await scalar(`SELECT rolcanlogin FROM pg_roles WHERE rolname = 'wide'`),
    ).toBe(false);
    await remove('wide');
    await expect(server.create(requestFor('wide'))).rejects.toThrow(
      /Role 'wide' exists/,
    );
  });

  it('names what holds the database without a session, also when forced', async () => {
    await server.create(requestFor('held'));
    const { client } = await openSession('held', 'batch');
    await client.query('BEGIN');
    await client.query('CREATE TABLE t (i int)');
    await client.query(`PREPARE TRANSACTION 'nightly'`);
    await client.end();
    const asSuperuser = async (...statements: string[]) => {
      const { primary, admin } = server.postgres;
      const superuser = await connectClient({
        ...primary,
        ...admin,
        database: 'held',
      });
      for (const statement of statements) await superuser.query(statement);
      await superuser.end();
    };
    await asSuperuser(
      `CREATE SUBSCRIPTION feed CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)`,
    );
    for (const force of [false, true]) {
      await expect(remove('held', force)).rejects.toMatchObject({
        name: 'ConflictError',
        message: `Database 'held' is in use by prepared transaction 'nightly', subscription feed. First: COMMIT or ROLLBACK PREPARED 'nightly' in it; DROP SUBSCRIPTION feed in it`,
      });
    }
    // Nothing of it was begun.
    expect((await server.find('held'))?.record?.removing).toBeUndefined();
    await asSuperuser(
      `ROLLBACK PREPARED 'nightly'`,
      'ALTER SUBSCRIPTION feed SET (slot_name = NONE)',
      'DROP SUBSCRIPTION feed',
    );
    await remove('held');
    expect(await exists('held')).toEqual({ database: 0, role: 0 });
  });

  it('keeps what new databases are copied from, also when forced', async () => {
    await server.create(requestFor('pattern'));
    const connections = server.connect({ template: 'pattern' });
    const target = server.targetOf('pattern', { connections });
    await expect(removeDatabase(target, { force: true })).rejects.toThrow(
      "Database 'pattern' is the template of server main: without it no database can be created there.",
    );
    await server.create(
      requestFor('copied'),
      server.targetOf('copied', { connections }),
    );
  });

  it('leaves what is not ours, also when forced', async () => {
    await foreign('not_ours');
    await expect(remove('not_ours', true)).rejects.toThrow(
      /was not created by pgstage/,
    );
    expect(await exists('not_ours')).toEqual({ database: 1, role: 1 });
  });
});

it('waits for another writer, and no longer than its caller', async () => {
  await server.create(requestFor('locked'));
  let end = () => {};
  const held = new Promise<void>(resolve => {
    end = resolve;
  });
  let other = Promise.resolve();
  await new Promise<void>(begun => {
    other = withLock(on('locked'), async () => {
      begun();
      await held;
    });
  });
  const controller = new AbortController();
  const waiting = rotatePassword(
    server.targetOf('locked', { signal: controller.signal }),
  );
  setImmediate(() => controller.abort(new Error('gone')));
  await expect(waiting).rejects.toThrow('gone');
  const patient = rotatePassword(on('locked'));
  end();
  await Promise.all([other, patient]);
});

it('stores no password for an aborted call', async () => {
  await server.create(requestFor('left'));
  const { ref } = on('left');
  const before = await server.store.read(ref);
  const controller = new AbortController();
  const { signal } = controller;
  let lateWrite: Promise<unknown> | undefined;
  const store: CredentialStore = Object.assign(Object.create(server.store), {
    write: (...[entry, options]: Parameters<CredentialStore['write']>) => {
      controller.abort(new Error('aborted'));
      lateWrite = server.store.write(entry, options);
      return lateWrite;
    },
  });
  await expect(
    rotatePassword(server.targetOf('left', { store, signal })),
  ).rejects.toThrow('aborted');
  // The session ends with the signal, too: the write itself must reject.
  await expect(lateWrite).rejects.toThrow('aborted');
  expect(await server.store.read(ref)).toEqual(before);
  await rotatePassword(on('left'));
  const after = await server.store.read(ref);
  expect(after?.password).not.toBe(before?.password);
  expect(await server.asApplication('left', 'SELECT 1 AS one')).toEqual([
    { one: 1 },
  ]);
});
