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

/** As an administrator of the server does, who knows nothing of Backstage. */
const dba = (text: string) => server.admin.query(text);
const on = (name: string) => server.targetOf(name);
const create = (name: string, extra = {}) =>
  server.create(requestFor(name, extra));
const remove = (name: string, force = false) =>
  removeDatabase(on(name), { force }, undefined);
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
const works = async (name: string) =>
  expect(await server.asApplication(name, 'SELECT current_user AS me')).toEqual(
    [{ me: name }],
  );

describe('a database that was renamed', () => {
  it('is not made again, is found, and is as before once it is renamed back', async () => {
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

  it('is made anew when somebody asks for it, and the renamed one is left alone', async () => {
    await create('again');
    await dba('ALTER DATABASE again RENAME TO again_old');
    await create('again');
    await works('again');
    expect(await databases('again')).toEqual(['again', 'again_old']);
    expect(await server.find('again')).toMatchObject({
      exists: true,
      record: { finished: { oid: expect.any(Number) } },
    });
    // Its role owns the old one, too.
    await expect(remove('again')).rejects.toThrow(/also owns .*again_old/);
  });

  it('keeps its protection, and its role the login, also without protection', async () => {
    await create('kept', { protected: true });
    await dba('ALTER DATABASE kept RENAME TO kept_old');
    await expect(remove('kept')).rejects.toThrow(/'kept' is protected/);
    await changeDatabase(on('kept'), { protected: false }, undefined);
    await expect(remove('kept')).rejects.toThrow(
      /Role 'kept' of database 'kept' also owns or may use .*kept_old/,
    );
    expect(await login('kept')).toEqual({ login: true, password: true });
    await dba('ALTER DATABASE kept_old RENAME TO kept');
    await works('kept');
  });

  it('is left alone by a removal with force, and so is its data', async () => {
    await create('forced');
    await dba('ALTER DATABASE forced RENAME TO forced_old');
    await remove('forced', true);
    expect(await databases('forced')).toEqual(['forced_old']);
    expect(await login('forced')).toEqual({ login: false, password: false });
    expect(await server.find('forced_old')).toMatchObject({ exists: true });
  });

  it('keeps its sessions under the new name', async () => {
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

  it('is told to whoever asks for it under its new name', async () => {
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

describe('a database that was dropped', () => {
  it('is not made again by itself, but when somebody asks, with the login that it had', async () => {
    await create('dropped');
    const before = await server.store.read('server:main/dropped');
    const first = (await server.find('dropped'))?.record;
    await dba('DROP DATABASE dropped');
    await server.reconcile();
    expect(await databases('dropped')).toEqual([]);
    await create('dropped');
    await works('dropped');
    expect(await server.store.read('server:main/dropped')).toEqual(before);
    const second = (await server.find('dropped'))?.record;
    expect(second?.finished?.oid).not.toBe(first?.finished?.oid);
    expect(second!.created.at > first!.created.at).toBe(true);
  });

  it('can be given up, unless it is protected', async () => {
    await create('gone', { protected: true });
    await dba('DROP DATABASE gone');
    await expect(remove('gone')).rejects.toThrow(/is protected/);
    await changeDatabase(on('gone'), { protected: false }, undefined);
    await remove('gone');
    expect(await login('gone')).toBeUndefined();
    expect(await server.store.read('server:main/gone')).toBeUndefined();
  });

  it('can be bound to another entity meanwhile', async () => {
    await create('rebound');
    await dba('DROP DATABASE rebound');
    const owner = 'group:default/other';
    await bindDatabase(on('rebound'), { ...binding, owner }, { actor });
    expect((await server.find('rebound'))?.record?.binding.owner).toBe(owner);
  });
});

describe('another database in its place', () => {
  it('is neither made, dropped nor taken for it until a person says so', async () => {
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
    await works('swapped');
    await remove('swapped');
    expect(await databases('swapped')).toEqual([]);
  });

  it('stays that of others, also when the lost one is given up', async () => {
    await create('lost');
    await dba('DROP DATABASE lost');
    await dba('CREATE DATABASE lost OWNER postgres');
    await expect(adopt('lost')).rejects.toThrow(/'postgres' owns it/);
    await remove('lost');
    expect(await databases('lost')).toEqual(['lost']);
    expect(await login('lost')).toBeUndefined();
    expect((await server.find('lost'))?.record).toBeUndefined();
  });
});

describe('a role that owns something', () => {
  it('keeps its login when the removal fails, unless forced', async () => {
    await create('owner');
    await dba('CREATE DATABASE second OWNER owner');
    await expect(remove('owner')).rejects.toThrow(/also owns .*second/);
    expect(await login('owner')).toEqual({ login: true, password: true });
    await works('owner');
    await dba('DROP DATABASE owner');
    await expect(remove('owner')).rejects.toThrow(/also owns .*second/);
    expect(await login('owner')).toEqual({ login: true, password: true });
    await remove('owner', true);
    expect(await login('owner')).toEqual({ login: false, password: false });
    expect(await databases('second')).toEqual(['second']);
  });

  it('keeps its record and its login when it is renamed, until the password is rotated', async () => {
    await create('named');
    await dba('ALTER ROLE named RENAME TO renamed');
    await rotatePassword(on('named'), undefined);
    expect(
      await server.asApplication('named', 'SELECT current_user AS me'),
    ).toEqual([{ me: 'renamed' }]);
  });
});

describe('a record that nobody vouches for', () => {
  it('gives no rights until it is confirmed, and is the same then', async () => {
    await create('earlier', { protected: true });
    const { record } = (await server.find('earlier'))!;
    // As versions before wrote it.
    const { finished: _finished, ...unsigned } = record!;
    await dba(`COMMENT ON ROLE earlier IS '${JSON.stringify(unsigned)}'`);
    await server.reconcile();
    for (const work of [
      () => remove('earlier', true),
      () => create('earlier', { protected: true }),
      () => changeDatabase(on('earlier'), { protected: false }, undefined),
      () => rotatePassword(on('earlier'), undefined),
      () => bindDatabase(on('earlier'), binding, { actor }),
    ])
      await expect(work()).rejects.toThrow(/is not signed by this Backstage/);
    await adopt('earlier');
    expect((await server.find('earlier'))?.record).toEqual({
      ...unsigned,
      finished: expect.objectContaining({ oid: expect.any(Number) }),
    });
    await expect(remove('earlier')).rejects.toThrow(/is protected/);
    await works('earlier');
  });

  it('is that of an adopted database once it is confirmed where it has no role', async () => {
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

describe('a record that has changed since rights were judged', () => {
  const versionOf = async (name: string) =>
    recordVersionOf((await server.find(name))!);
  const writes: [
    string,
    (target: ReturnType<typeof on>) => Promise<unknown>,
  ][] = [
    ['bind', target => bindDatabase(target, binding, { actor })],
    [
      'change',
      target => changeDatabase(target, { protected: true }, undefined),
    ],
    ['rotate', target => rotatePassword(target, undefined)],
    ['remove', target => removeDatabase(target, {}, undefined)],
    ['create', target => server.create(requestFor('judged'), target)],
  ];

  it.each(writes)('is not written by %s', async (_title, write) => {
    if (!(await server.find('judged'))) await create('judged');
    const recordVersion = await versionOf('judged');
    const other = { ...binding, owner: 'group:default/other' };
    await bindDatabase(on('judged'), other, { actor });
    const before = await server.find('judged');
    const password = await server.store.read('server:main/judged');
    await expect(write({ ...on('judged'), recordVersion })).rejects.toThrow(
      RecordChangedError,
    );
    expect(await server.find('judged')).toEqual(before);
    expect(await server.store.read('server:main/judged')).toEqual(password);
    await bindDatabase(
      { ...on('judged'), recordVersion: await versionOf('judged') },
      binding,
      { actor },
    );
  });

  it('is another where nobody vouches for it and its owner writes another binding', async () => {
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
    const seen = await claim(binding.owner);
    expect(seen.unconfirmed?.binding.owner).toBe(binding.owner);
    const recordVersion = recordVersionOf(seen);
    await claim('group:default/thieves');
    await expect(
      bindDatabase({ ...on('flipped_copy'), recordVersion }, binding, {
        actor,
        adopt: true,
      }),
    ).rejects.toThrow(RecordChangedError);
  });

  it('is another of another database of the name', async () => {
    await create('twice');
    const recordVersion = await versionOf('twice');
    await remove('twice');
    await create('twice');
    await expect(
      removeDatabase({ ...on('twice'), recordVersion }, {}, undefined),
    ).rejects.toThrow(RecordChangedError);
  });
});

it('signs with the key of today what was signed with an older one', async () => {
  await create('resigned');
  await dba('CREATE DATABASE resigned_adopted OWNER pgstage');
  await adopt('resigned_adopted');
  const keys = [
    { id: 'next', key: 'the key after that' },
    { id: 'test', key: 'a key for tests alone' },
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
