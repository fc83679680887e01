import type {
  DanglingEntity,
  Database,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import { aDatabase } from './__testUtils__/aDatabase';
import { FakeProvider } from './__testUtils__/FakeProvider';
import {
  admin,
  at,
  bindingOf,
  entity,
  owner,
  reader,
  startPlugin,
  uidOf,
  type StartOptions,
} from './__testUtils__/startPlugin';
import { message } from './messages';
import { createPostgresConditionalDecision, postgresConditions } from '.';

const ref = 'memory:main/ledger';
const component = 'component:default/ledger';
const team = 'group:default/team';
const others = 'group:default/others';
const ledger = aDatabase({
  ref,
  binding: bindingOf('ledger', [component], team),
  spec: { protected: true },
});
const allowed = { result: 'ALLOW' } as const;

/** A database of the team, bound while its component existed. */
const start = async (
  options: StartOptions & { databases?: Database[] } = {},
) => {
  const { databases = [ledger] } = options;
  const provider = new FakeProvider('memory', ['main'], databases);
  const plugin = await startPlugin({ providers: [provider], ...options });
  return { provider, ...plugin };
};
type Plugin = Awaited<ReturnType<typeof start>>;

const put = (
  { registered }: Plugin,
  ...entities: ReturnType<typeof entity>[]
) => registered.push(...entities);

const list = async ({ as }: Plugin, user: string, query: string) =>
  (await as(user).get(`/databases?${query}`).expect(200)).body
    .items as DatabaseView[];

const danglingOf = async ({ as }: Plugin, user: string) =>
  (await as(user).get(at(ref)).expect(200)).body.dangling as
    | DanglingEntity[]
    | undefined;

/** Everything that the owner of the new entity might try. */
const expectNoRights = async ({ as, provider }: Plugin, user: string) => {
  const client = as(user);
  await client.get(at(ref)).expect(404);
  await client.get(at(ref, '/connection')).expect(404);
  await client.patch(at(ref), { protected: false }).expect(404);
  await client.post(at(ref, '/rotate-password')).expect(404);
  await client.post(at(ref, '/bindings'), { owner: others }).expect(404);
  await client
    .post(at(ref, '/bindings'), { confirm: { [component]: 'uid-new' } })
    .expect(404);
  await client.delete(at(ref)).expect(204);
  expect(provider.databases.has(ref)).toBe(true);
  expect(provider.writes).toEqual([]);
};

describe('a database whose entity no longer exists', () => {
  it('is visible to its owner and to administrators, with the reason', async () => {
    const plugin = await start();
    const client = plugin.as(owner);
    for (const user of [owner, admin]) {
      expect(await danglingOf(plugin, user)).toEqual([
        { entityRef: component, state: 'gone' },
      ]);
      for (const query of [
        '',
        'dangling=true',
        `entityRef=${component}`,
        'entityRef=resource:default/ledger',
      ])
        expect(await list(plugin, user, query)).toHaveLength(1);
      expect(await list(plugin, user, 'dangling=false')).toEqual([]);
    }
    expect((await client.get(at(ref))).body.attention).toMatchObject([
      { what: message('entityGone', { entityRef: component }) },
    ]);
    const { body } = await plugin.asService.get('/databases?dangling=true');
    expect(body.items).toHaveLength(1);
    await expectNoRights(plugin, reader);
  });

  it('is bound to another entity by its owner, or removed', async () => {
    const plugin = await start();
    put(plugin, entity('component:default/ledger2', team));
    const { body } = await plugin
      .as(owner)
      .post(at(ref, '/bindings'), {
        add: ['component:default/ledger2'],
        remove: [component],
      })
      .expect(200);
    expect(body.dangling).toBeUndefined();
    expect(body.binding).toMatchObject({
      entityRefs: ['component:default/ledger2'],
      entityUids: {
        'component:default/ledger2': uidOf('component:default/ledger2'),
        [team]: uidOf(team),
      },
    });
    await plugin.as(reader).get(at(ref)).expect(200);
    await plugin.as(owner).delete(at(ref)).expect(204);
    expect(plugin.provider.databases.has(ref)).toBe(false);
  });

  it('is visible with a policy that allows everything, not with one that allows reading', async () => {
    const everything = await start({ policy: () => allowed });
    expect(await danglingOf(everything, reader)).toHaveLength(1);
    const reading = await start({
      policy: ({ permission }) =>
        permission.name.endsWith('.read')
          ? allowed
          : { result: 'DENY' as const },
    } as StartOptions);
    await reading.as(reader).get(at(ref)).expect(404);
    expect(await danglingOf(reading, owner)).toHaveLength(1);
  });
});

describe('an entity with the name of a bound one', () => {
  it('grants no rights to its owner, nor to the owner of the database through it', async () => {
    const plugin = await start();
    put(plugin, entity(component, others, 'uid-new'));
    await expectNoRights(plugin, reader);
    const [dangling] = (await danglingOf(plugin, owner))!;
    expect(dangling).toMatchObject({
      state: 'replaced',
      uid: 'uid-new',
      confirm: { allowed: false, permission: 'postgres.database.bind' },
    });
    const confirm = { [component]: 'uid-new' };
    const refused = await plugin
      .as(owner)
      .post(at(ref, '/bindings'), { confirm })
      .expect(403);
    expect(refused.body.error.permission).toBe('postgres.database.bind');
    await plugin.as(admin).post(at(ref, '/bindings'), { confirm }).expect(200);
    await plugin.as(reader).post(at(ref, '/rotate-password')).expect(200);
  });

  it('is confirmed by the owner of the database if it owns the entity', async () => {
    const plugin = await start();
    put(plugin, entity(component, team, 'uid-new'));
    await plugin.as(reader).get(at(ref)).expect(404);
    const [dangling] = (await danglingOf(plugin, owner))!;
    expect(dangling.confirm?.allowed).toBe(true);
    const confirm = (uid: string) =>
      plugin
        .as(owner)
        .post(at(ref, '/bindings'), { confirm: { [component]: uid } });
    await confirm('uid-that-was-there-before').expect(409);
    expect(
      (await confirm('uid-new').expect(200)).body.dangling,
    ).toBeUndefined();
    await plugin.as(reader).get(at(ref)).expect(200);
    // Repeated, as after a lost response.
    await confirm('uid-new').expect(200);
  });

  it('grants no rights with a policy either', async () => {
    expect.hasAssertions();
    const plugin = await start({
      policy: ({ permission }) =>
        permission.name.endsWith('.read')
          ? allowed
          : createPostgresConditionalDecision(
              permission as never,
              postgresConditions.isOwned({ claims: [others] }),
            ),
    });
    put(plugin, entity(component, others, 'uid-new'));
    await expectNoRights(plugin, reader);
  });

  it('gets no rights by creating the same database again', async () => {
    const plugin = await start();
    put(plugin, entity(component, others, 'uid-new'));
    const request = {
      provider: 'memory',
      location: 'main',
      name: 'ledger',
      entityRef: component,
      owner: team,
    };
    const { body } = await plugin
      .as(reader)
      .post('/databases', { ...request, owner: others })
      .expect(409);
    expect(body.error.message).toContain('that you are not allowed to see');
    await plugin.as(reader).post('/manifests', request).expect(409);
    await plugin.as(admin).post('/manifests', request).expect(409);
    expect(plugin.provider.writes).toEqual([]);
  });

  it('names entities that cannot be confirmed', async () => {
    const plugin = await start();
    const confirm = (confirmed: object) =>
      plugin
        .as(admin)
        .post(at(ref, '/bindings'), { confirm: confirmed })
        .expect(400);
    for (const entityRef of [component, 'component:default/stock']) {
      const { body } = await confirm({ [entityRef]: 'uid' });
      expect(body.error.issues[0].field).toBe(`confirm.${entityRef}`);
    }
  });
});

describe('after the catalog was rebuilt', () => {
  const legacy = (name: string, record: Partial<Database>) =>
    aDatabase({ ref: `memory:main/${name}`, ...record });
  const { entityUids, ...unrecorded } = bindingOf('old', [component], team);
  const databases = [
    ledger,
    legacy('old', { binding: unrecorded }),
    legacy('gone', {
      binding: bindingOf('gone', ['component:default/gone'], team),
    }),
  ];

  it('only administrators confirm many bindings together', async () => {
    const plugin = await start({ databases });
    put(plugin, entity(component, others, 'uid-new'));
    const found = await list(plugin, admin, 'dangling=true');
    expect(
      found.map(({ name, dangling = [] }) => [name, dangling[0].state]),
    ).toEqual([
      ['gone', 'gone'],
      ['ledger', 'replaced'],
      ['old', 'unconfirmed'],
    ]);
    const items = found.map(database => ({
      ref: database.ref,
      confirm: Object.fromEntries(
        database.dangling!.map(({ entityRef, uid = 'none' }) => [
          entityRef,
          uid,
        ]),
      ),
    }));
    const confirm = async (user: string) =>
      (
        await plugin.as(user).post('/bindings/confirm', { items }).expect(200)
      ).body.items.map(
        (item: { error?: { name: string } }) => item.error?.name ?? 'done',
      );
    expect(await confirm(reader)).toEqual([
      'NotFoundError',
      'NotFoundError',
      'NotFoundError',
    ]);
    expect(await confirm(owner)).toEqual([
      'InputError',
      'NotAllowedError',
      'NotAllowedError',
    ]);
    const { body: stale } = await plugin
      .as(admin)
      .post('/bindings/confirm', {
        items: [{ ...items[1], recordVersion: 'what was seen' }],
      })
      .expect(200);
    expect(stale.items[0].error.message).toMatch(/has changed since it was/);
    expect(await confirm(admin)).toEqual(['InputError', 'done', 'done']);
    expect(await list(plugin, admin, 'dangling=true')).toHaveLength(1);
    expect(plugin.audit.at(-1)).toMatchObject({
      eventId: 'bindings-confirm',
      meta: { refs: items.map(item => item.ref) },
    });
    await plugin
      .as(admin)
      .post('/bindings/confirm', { items: Array(51).fill(items[0]) })
      .expect(400);
  });
});

describe('a record without a valid signature', () => {
  const forged = {
    ...bindingOf('ledger', [component, 'no ref', '__proto__'], team),
    resourceRef: 'resource:default/orders',
  };
  const databases = [aDatabase({ ref, unconfirmedBinding: forged })];

  it('grants no rights, and is confirmed by administrators with the others', async () => {
    const plugin = await start({ databases });
    put(plugin, entity(component, team));
    await plugin.as(owner).get(at(ref)).expect(404);
    const [found] = await list(plugin, admin, 'dangling=true');
    expect(found.dangling).toMatchObject([
      { entityRef: component, state: 'unconfirmed' },
    ]);
    const items = [{ ref, confirm: { [component]: uidOf(component) } }];
    const confirmed = async (user: string) =>
      (await plugin.as(user).post('/bindings/confirm', { items }).expect(200))
        .body.items[0].error?.name;
    expect(await confirmed(owner)).toBe('NotFoundError');
    expect(await confirmed(admin)).toBeUndefined();
    const { body } = await plugin.as(owner).get(at(ref)).expect(200);
    expect(body.binding).toMatchObject({
      resourceRef: 'resource:default/ledger',
      entityRefs: [component],
      owner: team,
    });
  });
});

describe('an owner that is no longer a group, or another one', () => {
  const binding = {
    ...bindingOf('ledger', [component], team),
    entityUids: { [team]: 'uid-before', [component]: uidOf(component) },
  };
  const databases = [aDatabase({ ref, binding })];

  it('has no rights until an administrator confirms it, but can read the database', async () => {
    const plugin = await start({ databases });
    expect(await danglingOf(plugin, owner)).toMatchObject([
      { entityRef: component, state: 'gone' },
      { entityRef: team, state: 'replaced', confirm: { allowed: false } },
    ]);
    await plugin.as(owner).post(at(ref, '/rotate-password')).expect(403);
    const confirm = { [team]: uidOf(team) };
    await plugin.as(owner).post(at(ref, '/bindings'), { confirm }).expect(403);
    await plugin.as(admin).post(at(ref, '/bindings'), { confirm }).expect(200);
    await plugin.as(owner).post(at(ref, '/rotate-password')).expect(200);
  });

  it('does not affect the rights of the owners of the entity', async () => {
    const plugin = await start({ databases });
    put(plugin, entity(component, others));
    await plugin.as(reader).post(at(ref, '/rotate-password')).expect(200);
    await plugin
      .as(reader)
      .post(at(ref, '/bindings'), { owner: others })
      .expect(200);
    expect(await danglingOf(plugin, reader)).toBeUndefined();
  });
});

it('lets backends continue to read while the catalog does not respond, except for queries that need it', async () => {
  const plugin = await start();
  plugin.catalogReads.mockImplementation(() => {
    throw new Error('down');
  });
  const { body } = await plugin.asService.get(at(ref)).expect(200);
  expect(body.dangling).toBeUndefined();
  await plugin.asService.get('/databases?dangling=true').expect(503);
});
