import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import { createRecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { connectClient } from '@pgstage/example-postgres';
import { Pool } from 'pg';
import {
  actor,
  binding,
  requestFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { bindDatabase } from './bindDatabase';
import { changeDatabase } from './changeDatabase';
import { reconcileServer } from './reconcile';
import { removeDatabase } from './removeDatabase';
import { rotateLogin } from './rotateLogin';
import { rotatePassword } from './rotatePassword';

jest.setTimeout(300_000);

const MINUTE = 60_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const create = (name: string) => server.create(requestFor(name));
const entryOf = async (name: string) => {
  const entry = await server.store.read(server.targetOf(name).ref);
  if (!entry) throw new Error(`no credentials of ${name}`);
  const { host, port, user, password, database } = entry;
  return { host, port, user, password, database };
};
type Login = Awaited<ReturnType<typeof entryOf>>;
/** Logs in, and returns the session user and the current user. */
const logIn = async (login: Login) => {
  const client = await connectClient(login);
  try {
    const { rows } = await client.query(
      'SELECT session_user::text AS login, current_user::text AS role',
    );
    return rows[0];
  } finally {
    await client.end();
  }
};
const rotate = (name: string, overlapMinutes = 60) =>
  rotateLogin(server.targetOf(name), { overlapMinutes });
/** Reconciles as at a later time. */
const reconcileAfter = (ms: number) =>
  server.reconcile(name => ({
    ...server.targetOf(name),
    now: () => new Date(Date.now() + ms),
  }));
const rolesLike = async (name: string) => {
  const { rows } = await server.admin.query(
    'SELECT rolname AS name FROM pg_roles WHERE rolname LIKE $1 ORDER BY 1',
    [`${name}%`],
  );
  return rows.map(row => row.name);
};

describe('two logins in turn', () => {
  it('keeps the previous login until the end of the overlap, and refuses it afterwards', async () => {
    await create('turns');
    const first = await entryOf('turns');
    await rotate('turns');
    const second = await entryOf('turns');
    expect(await logIn(first)).toEqual({ login: 'turns', role: 'turns' });
    expect(await logIn(second)).toEqual({ login: 'turns_b', role: 'turns' });

    await reconcileAfter(59 * MINUTE);
    expect(await logIn(first)).toMatchObject({ login: 'turns' });
    await reconcileAfter(61 * MINUTE);
    await expect(logIn(first)).rejects.toMatchObject({ code: '28P01' });
    expect(await logIn(second)).toMatchObject({ login: 'turns_b' });

    await rotate('turns', 5);
    const third = await entryOf('turns');
    expect(third.password).not.toBe(first.password);
    expect(await logIn(third)).toEqual({ login: 'turns', role: 'turns' });
    expect(await logIn(second)).toMatchObject({ login: 'turns_b' });
    await reconcileAfter(6 * MINUTE);
    await expect(logIn(second)).rejects.toMatchObject({ code: '28P01' });
    expect(await rolesLike('turns')).toEqual(['turns', 'turns_b']);
  });

  it('refuses another rotation during the overlap, and says until when', async () => {
    await create('busy');
    await rotate('busy');
    const before = await entryOf('busy');
    const { record } = (await server.find('busy'))!;
    const { until } = record!.overlap!;
    const error = await rotate('busy').catch(e => e);
    expect(error).toMatchObject({ name: 'ConflictError' });
    expect(error.message).toContain(until);
    expect(await entryOf('busy')).toEqual(before);
  });

  it('is ended at once by a rotation of the password', async () => {
    await create('leaked');
    const first = await entryOf('leaked');
    await rotate('leaked');
    const second = await entryOf('leaked');
    await rotatePassword(server.targetOf('leaked'));
    await expect(logIn(first)).rejects.toMatchObject({ code: '28P01' });
    await expect(logIn(second)).rejects.toMatchObject({ code: '28P01' });
    expect(await logIn(await entryOf('leaked'))).toMatchObject({
      login: 'leaked_b',
    });
    expect((await server.find('leaked'))?.record?.overlap).toBeUndefined();
  });

  it('keeps objects usable for both logins, also after their role was reset', async () => {
    await create('objects');
    await rotate('objects');
    await server.asApplication('objects', 'CREATE TABLE plain (n int)');
    await server.asApplication(
      'objects',
      // As DISCARD ALL does.
      'SET SESSION AUTHORIZATION DEFAULT; CREATE TABLE discarded (n int)',
    );
    await reconcileAfter(61 * MINUTE);
    await rotate('objects');
    expect((await entryOf('objects')).user).toBe('objects');
    expect(
      await server.asApplication(
        'objects',
        `SELECT tablename AS name, tableowner AS owner FROM pg_tables
          WHERE schemaname = 'public' ORDER BY 1`,
      ),
    ).toEqual([
      { name: 'discarded', owner: 'objects' },
      { name: 'plain', owner: 'objects' },
    ]);
    await server.asApplication('objects', 'INSERT INTO discarded VALUES (1)');
  });

  it('gives each login the connection limit', async () => {
    await create('limited');
    await rotate('limited');
    await changeDatabase(server.targetOf('limited'), { connectionLimit: 3 });
    const { rows } = await server.admin.query(
      `SELECT rolname AS name, rolconnlimit AS limit FROM pg_roles
        WHERE rolname LIKE 'limited%' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { name: 'limited', limit: 3 },
      { name: 'limited_b', limit: 3 },
    ]);
  });

  it('leaves a role of somebody else with the name of the second login', async () => {
    await create('named');
    await server.admin.query(`CREATE ROLE named_b LOGIN PASSWORD 'other'`);
    await rotate('named');
    const { user } = await entryOf('named');
    expect(user).toMatch(/^pgstage_login_\d+$/);
    await removeDatabase(server.targetOf('named'), {});
    expect(await rolesLike('named')).toEqual(['named_b']);
    expect(await rolesLike(user)).toEqual([]);
  });

  it('keeps the previous login if the server refuses the new one', async () => {
    await create('refused');
    for (let turn = 0; turn < 2; turn += 1) {
      await rotate('refused', 1);
      await reconcileAfter(2 * MINUTE);
    }
    const before = await entryOf('refused');
    await server.admin.query('ALTER ROLE refused_b NOLOGIN');
    const error = await rotate('refused').catch(e => e);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error.message).toMatch(/'refused_b'.*pg_hba\.conf.*'refused'/);
    expect(await entryOf('refused')).toEqual(before);
    expect(await logIn(before)).toMatchObject({ login: 'refused' });
    expect((await server.find('refused'))?.record).toMatchObject({
      credentials: { state: 'stored' },
    });
    await server.admin.query('ALTER ROLE refused_b LOGIN');
    await rotate('refused');
    expect(await logIn(await entryOf('refused'))).toMatchObject({
      login: 'refused_b',
    });
  });

  it('removes both logins with the database', async () => {
    await create('gone');
    await rotate('gone');
    await removeDatabase(server.targetOf('gone'), {});
    expect(await rolesLike('gone')).toEqual([]);
  });

  it('takes no role from a record that an administrator confirms', async () => {
    await create('confirmed');
    await rotate('confirmed');
    const other = createRecordSigner(async () => [{ id: 'new', key: 'other' }]);
    const target = { ...server.targetOf('confirmed'), signer: other };
    await bindDatabase(target, binding, { actor, adopt: true });
    await reconcileServer(
      server.connections,
      other,
      ({ name }) => ({ ...server.targetOf(name), signer: other }),
      undefined,
    );
    expect(await logIn(await entryOf('confirmed'))).toMatchObject({
      login: 'confirmed',
    });
    await removeDatabase(target, {});
    expect(await rolesLike('confirmed')).toEqual(['confirmed_b']);
  });

  it('ignores a second login that was dropped outside, and creates it again', async () => {
    await create('dropped');
    await rotate('dropped');
    await server.admin.query('DROP ROLE dropped_b');
    expect(await server.find('dropped')).toMatchObject({
      record: { credentials: { state: 'stored' } },
      secondLogin: undefined,
    });
    await rotatePassword(server.targetOf('dropped'));
    expect(await logIn(await entryOf('dropped'))).toMatchObject({
      login: 'dropped',
    });
    await rotate('dropped');
    expect(await logIn(await entryOf('dropped'))).toMatchObject({
      login: 'dropped_b',
    });
  });
});

const REREAD_AFTER = 4;

/** Runs queries on new connections all the while. Reads the entry of the store again after some rounds, and opens another pool if the login changed. */
function startPooledClient(name: string) {
  const errors: string[] = [];
  const logins = new Set<string>();
  let pool: Pool | undefined;
  let user: string | undefined;
  let count = 0;
  let running = true;
  let waits: { until: number; done(): void }[] = [];

  const round = async () => {
    try {
      if (count % REREAD_AFTER === 0) {
        const entry = await entryOf(name);
        if (entry.user !== user) {
          await pool?.end();
          pool = new Pool({ ...entry, max: 3, maxUses: 1 });
          pool.on('error', error => errors.push(error.message));
          user = entry.user;
        }
      }
      const queries = [1, 2, 3].map(() =>
        pool!.query('SELECT session_user::text AS login'),
      );
      for (const { rows } of await Promise.all(queries))
        logins.add(rows[0].login);
    } catch (error) {
      errors.push((error as Error).message);
    }
    count += 1;
    waits.filter(({ until }) => count >= until).forEach(({ done }) => done());
    waits = waits.filter(({ until }) => count < until);
  };
  const ended = (async () => {
    while (running) await round();
    await pool?.end();
  })();
  return {
    errors,
    logins,
    /** Waits for further rounds of queries. */
    rounds: (more: number) =>
      new Promise<void>(done => {
        waits.push({ until: count + more, done });
      }),
    stop: async () => {
      running = false;
      await ended;
    },
  };
}

describe('a pooled client that runs all the while', () => {
  it('sees no error during a rotation with an overlap', async () => {
    await create('pooled');
    const client = startPooledClient('pooled');
    await client.rounds(2 * REREAD_AFTER);
    for (const minutes of [1, 1]) {
      await rotate('pooled', minutes);
      await client.rounds(2 * REREAD_AFTER);
      await reconcileAfter(2 * MINUTE);
      await client.rounds(2 * REREAD_AFTER);
    }
    await client.stop();
    expect(client.errors).toEqual([]);
    expect([...client.logins]).toEqual(['pooled', 'pooled_b']);
  });

  it('sees errors with a plain rotation until it reads its password again', async () => {
    await create('plain');
    const old = await entryOf('plain');
    const pool = new Pool({ ...old, max: 1, maxUses: 1 });
    await pool.query('SELECT 1');
    await rotatePassword(server.targetOf('plain'));
    await expect(pool.query('SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await pool.end();
  });
});
