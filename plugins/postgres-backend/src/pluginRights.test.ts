import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createPostgresConditionalDecision, postgresConditions } from '.';
import { aDatabase, operations } from './__testUtils__/aDatabase';
import { FakeProvider } from './__testUtils__/FakeProvider';
import {
  admin,
  at,
  bindingOf,
  owner,
  reader,
  startPlugin,
  type StartOptions,
} from './__testUtils__/startPlugin';
import { message } from './messages';

type Criteria = Parameters<typeof createPostgresConditionalDecision>[1];

const { hasEntity, hasOptionClass, hasProvider, hasSize, isOwned } =
  postgresConditions;
const orders = 'component:default/orders';
const ref = 'memory:main/stock';

/** Allows everything except for permissions with a condition, by the name after `postgres.`. */
const policy =
  (conditions: Record<string, Criteria | false> = {}) =>
  ({ permission }: { permission: { name: string } }): PolicyDecision => {
    const criteria = conditions[permission.name.replace('postgres.', '')];
    if (criteria === undefined) return { result: AuthorizeResult.ALLOW };
    return criteria === false
      ? { result: AuthorizeResult.DENY }
      : createPostgresConditionalDecision(
          permission as ResourcePermission<'postgres-database'>,
          criteria,
        );
  };

/** `rick` owns the component `stock` and its database, `olive` the component `orders`. */
async function start(options: StartOptions = {}, spec: object = {}) {
  const stock = bindingOf(
    'stock',
    ['component:default/stock'],
    'group:default/others',
  );
  const provider = new FakeProvider(
    'memory',
    ['main'],
    [aDatabase({ ref, binding: stock, spec, operations: operations() })],
  );
  const plugin = await startPlugin({ providers: [provider], ...options });
  const create = (user: string, request: object, path = '/databases') =>
    plugin.as(user).post(path, {
      provider: 'memory',
      location: 'main',
      name: 'fresh',
      entityRef: 'component:default/stock',
      ...request,
    });
  return { provider, create, ...plugin };
}

describe('an entity of another team', () => {
  const everything = { policy: policy() };

  it('gets no database through a policy that does not name it', async () => {
    const { as, create, provider } = await start(everything);
    for (const request of [
      { entityRef: orders },
      { entityRef: orders, owner: 'group:default/others' },
    ]) {
      for (const path of [
        '/databases',
        '/databases?dryRun=true',
        '/manifests',
      ]) {
        const { body } = await create(reader, request, path).expect(403);
        expect(body.error).toMatchObject({
          permission: 'postgres.database.create',
          message: expect.stringContaining('group:default/team'),
        });
      }
    }
    const bound = await as(reader)
      .post(at(ref, '/bindings'), { add: [orders] })
      .expect(403);
    expect(bound.body.error.permission).toBe('postgres.database.bind');
    await as(reader)
      .post(at(ref, '/restores'), { name: 'copy', entityRef: orders })
      .expect(403);
    expect(provider.writes).toEqual([]);
    await as(admin)
      .post(at(ref, '/bindings'), { add: [orders] })
      .expect(200);
  });

  const claims = ['group:default/others'];
  it.each<[string, Criteria, number]>([
    ['names the entity', hasEntity({ entityRefs: [orders] }), 200],
    ['allows any entity', hasEntity({}), 200],
    ['names another', hasEntity({ entityRefs: ['component:default/a'] }), 403],
    [
      'names what is owned, or the entity',
      { anyOf: [isOwned({ claims }), hasEntity({ entityRefs: [orders] })] },
      200,
    ],
    ['is about the provider', hasProvider({ providers: ['memory'] }), 403],
    [
      'would allow it for the provider alone',
      {
        anyOf: [
          hasProvider({ providers: ['memory'] }),
          hasEntity({ entityRefs: [orders] }),
        ],
      },
      403,
    ],
    [
      'excludes another entity',
      { not: hasEntity({ entityRefs: ['component:default/a'] }) },
      403,
    ],
    ['is about who owns the database', isOwned({ claims }), 403],
  ])('by a policy that %s', async (_, criteria, status) => {
    const { create } = await start({
      policy: policy({ 'database.create': criteria }),
    });
    const request = { entityRef: orders, owner: claims[0] };
    expect((await create(reader, request)).status).toBe(status);
  });

  it('is bound by a policy that names it', async () => {
    const { as } = await start({
      policy: policy({
        'database.bind': {
          anyOf: [isOwned({ claims }), hasEntity({ entityRefs: [orders] })],
        },
      }),
    });
    const { body } = await as(reader)
      .post(at(ref, '/bindings'), { add: [orders] })
      .expect(200);
    expect(body.binding.entityRefs).toContain(orders);
  });
});

describe('a planned database', () => {
  it('is evaluated by provider, size and options, in a dry run, too', async () => {
    const { create, provider } = await start({
      policy: policy({
        'database.create': {
          allOf: [
            hasProvider({ providers: ['memory'] }),
            hasSize({ sizes: ['small'] }),
            hasOptionClass({ classes: ['free'] }),
          ],
        },
      }),
    });
    for (const request of [
      { size: 'large' },
      {},
      { size: 'small', options: { target: 'elsewhere' } },
      { size: 'small', options: { init: 'DROP' } },
    ]) {
      for (const path of ['/databases', '/databases?dryRun=true', '/manifests'])
        expect(
          (await create(reader, request, path).expect(403)).body.error
            .permission,
        ).toBe('postgres.database.create');
    }
    expect(provider.writes).toEqual([]);
    await create(reader, { size: 'small', options: { colour: 'red' } }).expect(
      200,
    );
  });

  it('is evaluated before and after a change', async () => {
    const { as } = await start(
      { policy: policy({ 'database.change': hasSize({ sizes: ['small'] }) }) },
      { size: 'small' },
    );
    const change = (size: string, status: number) =>
      as(reader).patch(at(ref), { size }).expect(status);
    expect((await change('large', 403)).body.error.permission).toBe(
      'postgres.database.change',
    );
    await change('small', 200);
    await as(reader).patch(at(ref), { connectionLimit: 7 }).expect(200);
    const large = await start(
      { policy: policy({ 'database.change': hasSize({ sizes: ['small'] }) }) },
      { size: 'large' },
    );
    await large.as(reader).patch(at(ref), { size: 'small' }).expect(403);
  });
});

describe('options for the platform team', () => {
  const options = { init: 'DROP', colour: 'red' };

  it('require an administrator if ownership decides', async () => {
    const { as, create, provider } = await start();
    for (const path of ['/databases', '/databases?dryRun=true', '/manifests']) {
      const { body } = await create(reader, { options }, path).expect(403);
      expect(body.error).toMatchObject({
        permission: 'postgres.database.platform-options',
        message: expect.stringMatching(
          /options\.init affects more.*ask group:default\/platform/,
        ),
      });
    }
    await as(reader).patch(at(ref), { options }).expect(403);
    expect(provider.writes).toEqual([]);
    await as(reader)
      .patch(at(ref), { options: { colour: 'red' } })
      .expect(200);
    await create(reader, { options: { target: 'x' } }).expect(200);
    await create(admin, { name: 'other', options }).expect(200);
  });

  it('are required only if they change', async () => {
    const { as } = await start({}, { options });
    await as(reader)
      .patch(at(ref), { options: { ...options, colour: 'blue' } })
      .expect(200);
    await as(reader)
      .patch(at(ref), { options: { init: null } })
      .expect(403);
    const copy = { name: 'copy', entityRef: 'component:default/stock' };
    const { body } = await as(reader)
      .post(at(ref, '/restores'), copy)
      .expect(403);
    expect(body.error.permission).toBe('postgres.database.platform-options');
    await as(admin).post(at(ref, '/restores'), copy).expect(200);
  });

  it('require the permission if a policy decides', async () => {
    const denied = await start({
      policy: policy({ 'database.platform-options': false }),
    });
    const { body } = await denied.create(reader, { options }).expect(403);
    expect(body.error.permission).toBe('postgres.database.platform-options');
    const granted = await start({ policy: policy() });
    await granted.create(reader, { options }).expect(200);
  });
});

describe('a backup of the whole server', () => {
  it('requires its own permission, and is not the default without it', async () => {
    const { as, provider } = await start();
    const { body } = await as(reader).get(at(ref, '/backups')).expect(200);
    expect(body.data.methods).toMatchObject([
      {
        id: 'whole',
        supported: false,
        reason: message('needsPermissionBecause', {
          permission: 'postgres.server.backup',
          reason: message('askAdmins', {
            count: 1,
            admins: 'group:default/platform',
          }),
        }),
      },
      { id: 'base', supported: true },
    ]);
    const take = (user: string, request: object) =>
      as(user).post(at(ref, '/backups'), request);
    const refused = await take(reader, { method: 'whole' }).expect(403);
    expect(refused.body.error.permission).toBe('postgres.server.backup');
    expect(provider.writes).toEqual([]);
    expect((await take(reader, {}).expect(200)).body.method).toBe('base');
    expect((await take(admin, {}).expect(200)).body.method).toBe('whole');
  });

  it('is denied if there is no other method', async () => {
    const { as, provider } = await start();
    const listBackups = provider.listBackups!;
    provider.listBackups = async (...call) => {
      const backups = await listBackups(...call);
      return { ...backups, methods: backups.methods.slice(0, 1) };
    };
    await as(reader).post(at(ref, '/backups')).expect(403);
    provider.failure = new Error('no answer');
    await as(reader).post(at(ref, '/backups')).expect(403);
    expect(provider.writes).toEqual([]);
    await as(owner).post(at(ref, '/backups')).expect(403);
  });
});

it('lets a token restricted to create do so, and reports other missing permissions', async () => {
  const ci = 'user:default/ci';
  const credentials = mockCredentials.service('external:ci', {
    permissionNames: ['postgres.database.read', 'postgres.database.create'],
  });
  const httpAuth = mockServices.httpAuth.mock({
    credentials: async () => credentials as never,
  });
  const { create, as, provider } = await start({
    features: [httpAuth.factory],
  });
  await create(ci, { entityRef: orders }, '/databases?dryRun=true').expect(200);
  await create(ci, { entityRef: orders }).expect(200);
  expect(provider.writes.at(-1)).toMatchObject({ actor: 'external:ci' });
  const { body } = await as(ci).post(at(ref, '/rotate-password')).expect(403);
  expect(body.error.permission).toBe('postgres.database.rotate-password');
  const options = { init: 'DROP' };
  await create(ci, { name: 'other', options }).expect(403);
});
