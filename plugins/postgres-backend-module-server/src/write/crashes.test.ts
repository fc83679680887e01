import { crashAtStep } from '../__testUtils__/crashAtStep';
import {
  actor,
  binding,
  requestFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { bindDatabase } from './bindDatabase';
import { changeDatabase } from './changeDatabase';
import { removeDatabase } from './removeDatabase';
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
 * Runs `work` again and again, killed one step later each time, until it gets
 * through; after each kill `check` heals and looks.
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
    const cut = crashAtStep(step, server.store);
    try {
      const work_ = work(
        server.targetOf(name, { connections, store: cut.store }),
        name,
      );
      const outcome = await work_.then(
        () => 'done',
        () => 'failed',
      );
      killed = cut.reached();
      expect(outcome).toBe(killed ? 'failed' : 'done');
    } finally {
      cut.restore();
    }
    await check(name);
  }
  return step;
}

const usable = async (name: string) => {
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

describe('a create that dies at any step', () => {
  const request = (name: string) =>
    requestFor(name, { extensions: ['citext'] });

  it('is finished by repeating it', async () => {
    const steps = await killedAtEachStep(
      'repeat',
      (target, name) => server.create(request(name), target),
      async name => {
        await server.create(request(name));
        await usable(name);
      },
    );
    // Lock, role, grant, record, database, rights, extension, comment, password, store: at least.
    expect(steps).toBeGreaterThan(12);
  });

  it('is finished by the reconciler, once there is a trace of it', async () => {
    const finished: string[] = [];
    await killedAtEachStep(
      'heal',
      (target, name) => server.create(request(name), target),
      async name => {
        const trace = await server.find(name);
        await reconcile();
        if (!trace) return;
        await usable(name);
        finished.push(name);
      },
    );
    expect(finished.length).toBeGreaterThan(6);
  });

  it('can be removed instead', async () => {
    await killedAtEachStep(
      'undo',
      (target, name) => server.create(request(name), target),
      async name => {
        await removeDatabase(server.targetOf(name), {}, undefined);
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

const create = (name: string) => server.create(requestFor(name));

it.each(['repeat', 'reconcile'])(
  'a rotation that dies at any step is healed by %s',
  async how => {
    const steps = await killedAtEachStep(
      `rotate_${how}`,
      target => rotatePassword(target, undefined),
      async name => {
        if (how === 'repeat')
          await rotatePassword(server.targetOf(name), undefined);
        else await reconcile();
        await usable(name);
      },
      create,
    );
    expect(steps).toBeGreaterThan(6);
  },
);

it('a rotation that reached the store keeps that password', async () => {
  await create('kept');
  const before = await server.store.read('server:main/kept');
  const failing = Object.assign(Object.create(server.store), {
    write: async (entry: never) => {
      await server.store.write(entry);
      throw new Error('killed');
    },
  });
  const target = server.targetOf('kept', { store: failing });
  await expect(rotatePassword(target, undefined)).rejects.toThrow('killed');
  const stored = await server.store.read('server:main/kept');
  expect(stored).not.toEqual(before);
  await reconcile();
  expect(await server.store.read('server:main/kept')).toEqual(stored);
  await usable('kept');
});

/** Its removal did not happen: when others drop it one day, its role stays. */
const outlivedByRole = async (name: string) => {
  await server.admin.query(`DROP DATABASE ${name}`);
  await reconcile();
  expect(await server.find(name)).toMatchObject({ missing: {} });
};

it.each(['repeat', 'reconcile'])(
  'a removal that dies at any step is healed by %s',
  async how => {
    await killedAtEachStep(
      `remove_${how}`,
      target => removeDatabase(target, {}, undefined),
      async name => {
        if (how === 'repeat')
          await removeDatabase(server.targetOf(name), {}, undefined);
        else await reconcile();
        const left = await rolesAndDatabases(name);
        if (how === 'reconcile' && left.databases) {
          // It died before the database was dropped: that is one which was not removed.
          await usable(name);
          await outlivedByRole(name);
          return;
        }
        expect(left).toEqual({ roles: 0, databases: 0 });
        expect(
          await server.store.find(server.targetOf(name).ref),
        ).toBeUndefined();
      },
      create,
    );
  },
);

it('a removal that dies leaves the name free for a new database', async () => {
  const steps = await killedAtEachStep(
    'anew',
    target => removeDatabase(target, {}, undefined),
    async name => {
      const gone = !(await rolesAndDatabases(name)).databases;
      await server.create(requestFor(name, gone ? { connectionLimit: 3 } : {}));
      await usable(name);
    },
    create,
  );
  expect(steps).toBeGreaterThan(6);
});

it('a change and a binding that die are finished by repeating', async () => {
  const change = {
    connectionLimit: 9,
    extensions: ['pg_trgm'],
    protected: true,
  };
  const other = { ...binding, owner: 'group:default/other' };
  const both = async (target: WriteContext) => {
    await changeDatabase(target, change, undefined);
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
