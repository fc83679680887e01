import { RecordChangedError } from '@pgstage/backstage-plugin-postgres-common';
import { createRecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { connectClient } from '@pgstage/example-postgres';
import {
  actor,
  binding,
  requestFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { readRecords, recordVersionOf } from '../record';
import { bindDatabase } from './bindDatabase';
import { changeDatabase } from './changeDatabase';
import { reconcileServer } from './reconcile';
import { removeDatabase } from './removeDatabase';
import { rotatePassword } from './rotatePassword';

jest.setTimeout(180_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

/** Runs a statement as an administrator of the server, outside of Backstage. */
const dba = (text: string) => server.admin.query(text);
const on = (name: string) => server.targetOf(name);
const create = (name: string, extra = {}) =>
  server.create(requestFor(name, extra));
const remove = (name: string, force = false) =>
  removeDatabase(on(name), { force });
const adopt = (name: string) =>
  bindDatabase(on(name), binding, { actor, adopt: true });
const databases = async (prefix: string) => {
  const { rows } = await dba(
    `SELECT datname FROM pg_database WHERE datname LIKE '${prefix}%' ORDER BY 1`,
  );
  return rows.map(({ datname }) => datname);
};
const login = async (role: string) => {
  const { rows } = await dba(
    `SELECT rolcanlogin AS login, rolpassword IS NOT NULL AS password FROM pg_authid WHERE rolname = '${role}'`,
  );
  return rows.at(0);
};
const expectLoginWorks = async (name: string) =>
  expect(await server.asApplication(name, 'SELECT current_user AS me')).toEqual(
    [{ me: name }],
  );

describe('a renamed database', () => {
  it('is not created again, is found, and is unchanged after the renaming is undone', async () => {
    await create('shop');
    await server.asApplication('shop', 'CREATE TABLE precious ()');
    await dba('ALTER DATABASE shop RENAME TO shop_old');
    await server.reconcile();
    expect(await databases('shop')).toEqual(['shop_old']);
    expect((await server.find('shop'))?.missing).toEqual({
      renamedTo: 'shop_old',
      replacedBy: undefined,
    });
    await dba('ALTER DATABASE shop_old RENAME TO shop');
    await server.reconcile();
    await server.asApplication('shop', 'TABLE precious');
  });

  it('is created again on request, and the renamed one is not changed', async () => {
    await create('again');
    await dba('ALTER DATABASE again RENAME TO again_old');
    await create('again');
    await expectLoginWorks('again');
    expect(await databases('again')).toEqual(['again', 'again_old']);
    expect(await server.find('again')).toMatchObject({
      exists: true,
      record: { finished: { oid: expect.any(Number) } },
    });
    // Its role also owns the renamed one.
    await expect(remove('again')).rejects.toThrow(/also owns .*again_old/);
  });

  it('is still protected, and its role retains its login even without protection', async () => {
    await create('guarded', { protected: true });
    await dba('ALTER DATABASE guarded RENAME TO guarded_old');
    await expect(remove('guarded')).rejects.toThrow(/'guarded' is protected/);
    await changeDatabase(on('guarded'), { protected: false });
    await expect(remove('guarded')).rejects.toThrow(
      /Role 'guarded' of database 'guarded' also owns or has rights on .*guarded_old/,
    );
    expect(await login('guarded')).toEqual({ login: true, password: true });
    await dba('ALTER DATABASE guarded_old RENAME TO guarded');
    await expectLoginWorks('guarded');
  });

  it('is not dropped by a removal with force', async () => {
    await create('forced');
    await dba('ALTER DATABASE forced RENAME TO forced_old');
    await remove('forced', true);
    expect(await databases('forced')).toEqual(['forced_old']);
    expect(await login('forced')).toEqual({ login: false, password: false });
    expect(await server.find('forced_old')).toMatchObject({ exists: true });
  });

  it('cannot be removed while it has sessions under the new name', async () => {
    await create('busy');
    await dba('ALTER DATABASE busy RENAME TO busy_old');
    await dba('ALTER DATABASE busy_old OWNER TO postgres');
    await dba('GRANT CONNECT ON DATABASE busy_old TO backstage');
    const client = await connectClient({
      ...server.postgres.primary,
      ...server.postgres.admin,
      database: 'busy_old',
      application_name: 'till',
    });
    await expect(remove('busy')).rejects.toThrow(
      /'busy_old' has 1 open session \(1 of till\)/,
    );
    await client.end();
  });

  it('is reported to requests with its new name', async () => {
    await create('origin');
    await dba('ALTER DATABASE origin RENAME TO moved_away');
    for (const work of [
      () => create('moved_away'),
      () => remove('moved_away', true),
      () => adopt('moved_away'),
    ])
      await expect(work()).rejects.toThrow(
        "'moved_away' of server main is 'origin', which was renamed outside of Backstage",
      );
  });
});

describe('a dropped database', () => {
  it('is created again only on request, with its previous login', async () => {
    await create('dropped');
    const before = await server.store.read('server:main/dropped');
    const first = (await server.find('dropped'))?.record;
    await dba('DROP DATABASE dropped');
    await server.reconcile();
    expect(await databases('dropped')).toEqual([]);
    await create('dropped');
    await expectLoginWorks('dropped');
    expect(await server.store.read('server:main/dropped')).toEqual(before);
    const second = (await server.find('dropped'))?.record;
    expect(second?.finished?.oid).not.toBe(first?.finished?.oid);
    expect(second!.created.at > first!.created.at).toBe(true);
  });

  it('can be removed, unless it is protected', async () => {
    await create('missing', { protected: true });
    await dba('DROP DATABASE missing');
    await expect(remove('missing')).rejects.toThrow(/is protected/);
    await changeDatabase(on('missing'), { protected: false });
    await remove('missing');
    expect(await login('missing')).toBeUndefined();
    expect(await server.store.read('server:main/missing')).toBeUndefined();
  });

  it('can be bound to another entity', async () => {
    await create('rebound');
    await dba('DROP DATABASE rebound');
    const owner = 'group:default/other';
    await bindDatabase(on('rebound'), { ...binding, owner }, { actor });
    expect((await server.find('rebound'))?.record?.binding.owner).toBe(owner);
  });
});

describe('another database with its name', () => {
  it('is not changed until it is adopted', async () => {
    await create('swapped');
    await dba('DROP DATABASE swapped');
    await dba('CREATE DATABASE swapped OWNER swapped');
    await server.reconcile();
    expect((await server.find('swapped'))?.missing?.replacedBy).toMatchObject({
      owner: 'swapped',
    });
    await expect(create('swapped')).rejects.toThrow(/bind it with adopt/);
    await expect(remove('swapped')).rejects.toThrow(/also owns .*swapped/);
    await adopt('swapped');
    expect(await server.find('swapped')).toMatchObject({
      exists: true,
      record: { binding, credentials: { state: 'stored' } },
    });
    await expectLoginWorks('swapped');
    await remove('swapped');
    expect(await databases('swapped')).toEqual([]);
  });

  it('is not changed when the missing one is removed', async () => {
    await create('lost');
    await dba('DROP DATABASE lost');
    await dba('CREATE DATABASE lost OWNER postgres');
    await expect(adopt('lost')).rejects.toThrow(/its owner is 'postgres'/);
    await remove('lost');
    expect(await databases('lost')).toEqual(['lost']);
    expect(await login('lost')).toBeUndefined();
    expect((await server.find('lost'))?.record).toBeUndefined();
  });
});

describe('a role that owns other objects', () => {
  it('retains its login when the removal fails, and loses it with force', async () => {
    await create('owner');
    await dba('CREATE DATABASE second OWNER owner');
    await expect(remove('owner')).rejects.toThrow(/also owns .*second/);
    expect(await login('owner')).toEqual({ login: true, password: true });
    await expectLoginWorks('owner');
    await dba('DROP DATABASE owner');
    await expect(remove('owner')).rejects.toThrow(/also owns .*second/);
    expect(await login('owner')).toEqual({ login: true, password: true });
    await remove('owner', true);
    expect(await login('owner')).toEqual({ login: false, password: false });
    expect(await databases('second')).toEqual(['second']);
  });

  it('can be renamed: the next rotation stores its new name', async () => {
    await create('named');
    await dba('ALTER ROLE named RENAME TO renamed');
    await rotatePassword(on('named'));
    expect(
      await server.asApplication('named', 'SELECT current_user AS me'),
    ).toEqual([{ me: 'renamed' }]);
  });
});

describe('a record without a valid signature', () => {
  it('grants no rights until it is confirmed, and is not changed by that', async () => {
    await create('earlier', { protected: true });
    const { record } = (await server.find('earlier'))!;
    // As written by earlier versions.
    const { finished: _finished, ...unsigned } = record!;
    await dba(`COMMENT ON ROLE earlier IS '${JSON.stringify(unsigned)}'`);
    await server.reconcile();
    for (const work of [
      () => remove('earlier', true),
      () => create('earlier', { protected: true }),
      () => changeDatabase(on('earlier'), { protected: false }),
      () => rotatePassword(on('earlier')),
      () => bindDatabase(on('earlier'), binding, { actor }),
    ])
      await expect(work()).rejects.toThrow(/is not signed by this Backstage/);
    await adopt('earlier');
    expect((await server.find('earlier'))?.record).toEqual({
      ...unsigned,
      finished: expect.objectContaining({ oid: expect.any(Number) }),
    });
    await expect(remove('earlier')).rejects.toThrow(/is protected/);
    await expectLoginWorks('earlier');
  });

  it('becomes that of an adopted database if it is confirmed without its role', async () => {
    await create('source');
    const { comment } = (await server.find('source'))!;
    await dba('CREATE DATABASE restored OWNER pgstage');
    await dba(
      `COMMENT ON DATABASE restored IS '${comment!.replace(
        '"database":"source"',
        '"database":"restored"',
      )}'`,
    );
    expect((await server.find('restored'))?.record).toBeUndefined();
    await adopt('restored');
    expect((await server.find('restored'))?.record).toMatchObject({
      database: 'restored',
      adopted: true,
      created: { by: actor },
    });
  });
});

describe('a record that has changed since permissions were evaluated', () => {
  const versionOf = async (name: string) =>
    recordVersionOf((await server.find(name))!);
  const writes: [
    string,
    (target: ReturnType<typeof on>) => Promise<unknown>,
  ][] = [
    ['bind', target => bindDatabase(target, binding, { actor })],
    ['change', target => changeDatabase(target, { protected: true })],
    ['rotate', target => rotatePassword(target)],
    ['remove', target => removeDatabase(target, {})],
    ['create', target => server.create(requestFor('evaluated'), target)],
  ];

  it.each(writes)('is rejected by %s', async (_title, write) => {
    if (!(await server.find('evaluated'))) await create('evaluated');
    const recordVersion = await versionOf('evaluated');
    const other = { ...binding, owner: 'group:default/other' };
    await bindDatabase(on('evaluated'), other, { actor });
    const before = await server.find('evaluated');
    const password = await server.store.read('server:main/evaluated');
    await expect(write({ ...on('evaluated'), recordVersion })).rejects.toThrow(
      RecordChangedError,
    );
    expect(await server.find('evaluated')).toEqual(before);
    expect(await server.store.read('server:main/evaluated')).toEqual(password);
    await bindDatabase(
      { ...on('evaluated'), recordVersion: await versionOf('evaluated') },
      binding,
      { actor },
    );
  });

  it('has another version if the owner of the database changed an unsigned record', async () => {
    await create('flipped');
    await dba('CREATE DATABASE flipped_copy OWNER flipped');
    const { comment } = (await server.find('flipped'))!;
    const claim = async (owner: string) => {
      const text = comment!
        .replace('"database":"flipped"', '"database":"flipped_copy"')
        .replace(binding.owner, owner);
      await dba(`COMMENT ON DATABASE flipped_copy IS '${text}'`);
      return (await server.find('flipped_copy'))!;
    };
    const before = await claim(binding.owner);
    expect(before.unconfirmed?.binding.owner).toBe(binding.owner);
    const recordVersion = recordVersionOf(before);
    await claim('group:default/thieves');
    await expect(
      bindDatabase({ ...on('flipped_copy'), recordVersion }, binding, {
        actor,
        adopt: true,
      }),
    ).rejects.toThrow(RecordChangedError);
  });

  it('has another version for a new database with the same name', async () => {
    await create('twice');
    const recordVersion = await versionOf('twice');
    await remove('twice');
    await create('twice');
    await expect(
      removeDatabase({ ...on('twice'), recordVersion }, {}),
    ).rejects.toThrow(RecordChangedError);
  });
});

it('reconcile signs records of an old key with the current key', async () => {
  await create('resigned');
  await dba('CREATE DATABASE resigned_adopted OWNER pgstage');
  await adopt('resigned_adopted');
  const keys = [
    { id: 'next', key: 'the next key' },
    { id: 'test', key: 'a key for tests' },
  ];
  const next = createRecordSigner(async () => keys);
  await reconcileServer(
    server.connections,
    next,
    ({ name }) => ({ ...on(name), signer: next }),
    undefined,
  );
  keys.pop();
  const records = await readRecords(
    server.connections.query.bind(server.connections),
    next,
  );
  for (const name of ['resigned', 'resigned_adopted'])
    expect(records.find(recorded => recorded.name === name)).toMatchObject({
      record: { binding },
      stale: false,
    });
});
