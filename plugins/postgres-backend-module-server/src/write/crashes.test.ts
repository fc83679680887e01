import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import { logsIn } from '@pgstage/backstage-plugin-postgres-sql-node';
import { crashAtStep } from '../__testUtils__/crashAtStep';
import {
  actor,
  binding,
  requestFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { recordVersionOf } from '../record';
import { bindDatabase } from './bindDatabase';
import { changeDatabase } from './changeDatabase';
import { removeDatabase } from './removeDatabase';
import { rotateLogin } from './rotateLogin';
import { rotatePassword } from './rotatePassword';
import type { WriteContext } from './WriteContext';

jest.setTimeout(300_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const rolesAndDatabases = async (name: string) => {
  const { rows } = await server.admin.query(
    `SELECT (SELECT count(*)::int FROM pg_roles WHERE rolname = $1) AS roles,
            (SELECT count(*)::int FROM pg_database WHERE datname = $1) AS databases`,
    [name],
  );
  return rows[0];
};
const reconcile = () => server.reconcile();

/**
 * Repeats `work`, killed one step later each time, until it completes. After each
 * kill, `check` completes the database and checks it.
 */
async function killedAtEachStep(
  prefix: string,
  work: (target: WriteContext, name: string) => Promise<unknown>,
  check: (name: string) => Promise<void>,
  prepare: (name: string) => Promise<void> = async () => {},
) {
  let step = 0;
  let killed = true;
  while (killed) {
    step += 1;
    const name = `${prefix}${step}`;
    await prepare(name);
    const connections = server.connect();
    const crash = crashAtStep(step, server.store);
    try {
      const outcome = await work(
        server.targetOf(name, { connections, store: crash.store }),
        name,
      ).then(
        () => 'done',
        () => 'failed',
      );
      killed = crash.reached();
      expect(outcome).toBe(killed ? 'failed' : 'done');
    } finally {
      crash.restore();
    }
    await check(name);
  }
  return step;
}

const expectUsable = async (name: string) => {
  expect(await server.asApplication(name, 'SELECT current_user AS me')).toEqual(
    [{ me: name }],
  );
  expect(await rolesAndDatabases(name)).toEqual({ roles: 1, databases: 1 });
  expect(await server.find(name)).toMatchObject({
    record: { binding, credentials: { state: 'stored' } },
    comment: expect.stringContaining('"stored"'),
  });
  const { rows } = await server.admin.query(
    `SELECT has_database_privilege('backstage', $1, 'CONNECT') AS anyone`,
    [name],
  );
  expect(rows).toEqual([{ anyone: false }]);
};

describe('a create that is killed at any step', () => {
  const request = (name: string) =>
    requestFor(name, { extensions: ['citext'] });

  it('is completed by a repeated create', async () => {
    const steps = await killedAtEachStep(
      'repeat',
      (target, name) => server.create(request(name), target),
      async name => {
        await server.create(request(name));
        await expectUsable(name);
      },
    );
    // At least lock, role, grant, record, database, rights, extension, comment, password and store.
    expect(steps).toBeGreaterThan(12);
  });

  it('is completed by reconcile, once its record exists', async () => {
    const completed: string[] = [];
    await killedAtEachStep(
      'reconcile',
      (target, name) => server.create(request(name), target),
      async name => {
        const recorded = await server.find(name);
        await reconcile();
        if (!recorded) return;
        await expectUsable(name);
        completed.push(name);
      },
    );
    expect(completed.length).toBeGreaterThan(6);
  });

  it('can be removed instead', async () => {
    await killedAtEachStep(
      'undo',
      (target, name) => server.create(request(name), target),
      async name => {
        await removeDatabase(server.targetOf(name), {});
        expect(await rolesAndDatabases(name)).toEqual({
          roles: 0,
          databases: 0,
        });
        expect(
          await server.store.find(server.targetOf(name).ref),
        ).toBeUndefined();
      },
    );
  });
});

const passwords = new Map<string, CredentialEntry>();
const expectStoredLoginWorks = async (name: string) => {
  expect(await server.asApplication(name, 'SELECT 1 AS one')).toEqual([
    { one: 1 },
  ]);
};
const create = (name: string) => server.create(requestFor(name));

it.each(['repeat', 'reconcile'])(
  'a rotation that is killed at any step is completed by %s',
  async how => {
    const steps = await killedAtEachStep(
      `rotate_${how}`,
      target => rotatePassword(target),
      async name => {
        if (how === 'repeat') await rotatePassword(server.targetOf(name));
        else await reconcile();
        await expectUsable(name);
      },
      create,
    );
    expect(steps).toBeGreaterThan(6);
  },
);

/** Rotates with an overlap; a rotation that was killed after its last write is complete. */
const rotateAgain = async (name: string) => {
  const { record } = (await server.find(name))!;
  if (record?.overlap?.until) return;
  await rotateLogin(server.targetOf(name), { overlapMinutes: 60 });
};

it.each(['repeat', 'reconcile'])(
  'a rotation with an overlap that is killed at any step cuts nobody, and is completed by %s',
  async how => {
    const steps = await killedAtEachStep(
      `overlap_${how}`,
      target => rotateLogin(target, { overlapMinutes: 60 }),
      async name => {
        const before = passwords.get(name)!;
        const worksStill = () => logsIn([{ ...before, sslMode: 'prefer' }]);
        expect(await worksStill()).toBe(true);
        await expectStoredLoginWorks(name);
        if (how === 'repeat') await rotateAgain(name);
        else await reconcile();
        await expectUsable(name);
        expect(await worksStill()).toBe(true);
        const { record } = (await server.find(name))!;
        // Either not begun, or complete.
        const began = record?.credentials?.login === 'second';
        expect(record?.overlap?.until !== undefined).toBe(began);
        expect(began || how === 'reconcile').toBe(true);
        await removeDatabase(server.targetOf(name), {});
        const { rows } = await server.admin.query(
          'SELECT rolname FROM pg_roles WHERE rolname LIKE $1',
          [`${name}%`],
        );
        expect(rows).toEqual([]);
      },
      async name => {
        await create(name);
        passwords.set(name, (await server.store.read(`server:main/${name}`))!);
      },
    );
    // At least lock, role, grants, record, password, login, store and record.
    expect(steps).toBeGreaterThan(12);
  },
);

it('a rotation that is killed after the write to the store retains that password', async () => {
  await create('rotated');
  const before = await server.store.read('server:main/rotated');
  const failing = Object.assign(Object.create(server.store), {
    write: async (entry: never) => {
      await server.store.write(entry);
      throw new Error('killed');
    },
  });
  const target = server.targetOf('rotated', { store: failing });
  await expect(rotatePassword(target)).rejects.toThrow('killed');
  const stored = await server.store.read('server:main/rotated');
  expect(stored).not.toEqual(before);
  await reconcile();
  expect(await server.store.read('server:main/rotated')).toEqual(stored);
  await expectUsable('rotated');
});

/** The interrupted removal is ignored: the role remains when the database is dropped outside of Backstage. */
const expectRoleRemains = async (name: string) => {
  await server.admin.query(`DROP DATABASE ${name}`);
  await reconcile();
  expect(await server.find(name)).toMatchObject({ missing: {} });
};

it.each(['repeat', 'reconcile'])(
  'a removal that is killed at any step is completed by %s',
  async how => {
    await killedAtEachStep(
      `remove_${how}`,
      target => removeDatabase(target, {}),
      async name => {
        if (how === 'repeat') await removeDatabase(server.targetOf(name), {});
        else await reconcile();
        const remaining = await rolesAndDatabases(name);
        if (how === 'reconcile' && remaining.databases) {
          // Killed before the database was dropped: the removal is ignored.
          await expectUsable(name);
          await expectRoleRemains(name);
          return;
        }
        expect(remaining).toEqual({ roles: 0, databases: 0 });
        expect(
          await server.store.find(server.targetOf(name).ref),
        ).toBeUndefined();
      },
      create,
    );
  },
);

it('the name of a killed removal can be used for a new database', async () => {
  const steps = await killedAtEachStep(
    'reused',
    target => removeDatabase(target, {}),
    async name => {
      const dropped = !(await rolesAndDatabases(name)).databases;
      await server.create(
        requestFor(name, dropped ? { connectionLimit: 3 } : {}),
      );
      await expectUsable(name);
    },
    create,
  );
  expect(steps).toBeGreaterThan(6);
});

it('a create that was planned for a database in removal is rejected, and succeeds if it is repeated', async () => {
  const outcomes = new Set<unknown>();
  await killedAtEachStep(
    'planned',
    target => removeDatabase(target, {}),
    async name => {
      const { databases } = await rolesAndDatabases(name);
      const removed = databases ? undefined : await server.find(name);
      if (removed) {
        const recordVersion = recordVersionOf(removed);
        const planned = { ...server.targetOf(name), recordVersion };
        const outcome = server.create(requestFor(name), planned);
        outcomes.add(await outcome.catch(error => error.code));
      }
      await server.create(requestFor(name));
      await expectUsable(name);
    },
    create,
  );
  expect([...outcomes]).toEqual(['RecordChanged']);
});

it('a change and a binding that are killed are completed by repeating them', async () => {
  const change = {
    connectionLimit: 9,
    extensions: ['pg_trgm'],
    protected: true,
  };
  const other = { ...binding, owner: 'group:default/other' };
  const both = async (target: WriteContext) => {
    await changeDatabase(target, change);
    await bindDatabase(target, other, { actor });
  };
  await killedAtEachStep(
    'change',
    both,
    async name => {
      await both(server.targetOf(name));
      expect(await server.find(name)).toMatchObject({
        record: { spec: change, binding: other },
        comment: expect.stringContaining('group:default/other'),
      });
      expect(
        await server.asApplication(
          name,
          `SELECT rolconnlimit AS limit, (SELECT count(*)::int FROM pg_extension) AS extensions
             FROM pg_roles WHERE rolname = current_user`,
        ),
      ).toEqual([{ limit: 9, extensions: 2 }]);
    },
    create,
  );
});
