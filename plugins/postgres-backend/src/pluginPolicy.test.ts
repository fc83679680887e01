import {
  AuthorizeResult,
  type QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import type {
  Database,
  databaseReadPermission,
} from '@pgstage/backstage-plugin-postgres-common';
import { createPostgresConditionalDecision, postgresConditions } from '.';
import { aDatabase } from './__testUtils__/aDatabase';
import { FakeProvider } from './__testUtils__/FakeProvider';
import {
  admin,
  at,
  bindingOf,
  owner,
  reader,
  startPlugin,
} from './__testUtils__/startPlugin';

type Decide = (
  query: QueryPermissionRequest,
) => boolean | 'owned' | 'elsewhere';

const inPolicy = (decide: Decide) => (query: QueryPermissionRequest) => {
  const decision = decide(query);
  const permission = query.permission as typeof databaseReadPermission;
  if (decision === 'owned') {
    return createPostgresConditionalDecision(
      permission,
      postgresConditions.isOwned({ claims: ['group:default/Team'] }),
    );
  }
  if (decision === 'elsewhere') {
    return createPostgresConditionalDecision(permission, {
      anyOf: [
        postgresConditions.hasLocation({ locations: ['nowhere'] }),
        postgresConditions.hasProvider({ providers: ['other'] }),
      ],
    });
  }
  return {
    result: decision ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  } as const;
};

const start = async (decide: Decide) => {
  const bound = (name: string): Database => ({
    ...aDatabase({ ref: `memory:main/${name}` }),
    binding: bindingOf(
      name,
      [`component:default/${name}`],
      'group:default/somebody',
    ),
  });
  const provider = new FakeProvider(
    'memory',
    ['main'],
    [
      bound('orders'),
      bound('stock'),
      bound('secret'),
      aDatabase({ ref: 'memory:main/loose' }),
    ],
  );
  return {
    provider,
    ...(await startPlugin({ providers: [provider], policy: inPolicy(decide) })),
  };
};

const named = (query: QueryPermissionRequest) =>
  query.permission.name.replace('postgres.database.', '');

describe('with a permission policy', () => {
  it('decides by the owners of the entities', async () => {
    const { as } = await start(query =>
      named(query) === 'read' ? true : 'owned',
    );
    // The policy uses olive's claims: these decide, not the caller's.
    await as(reader)
      .post(at('memory:main/orders', '/rotate-password'))
      .expect(200);
    const { body } = await as(reader)
      .post(at('memory:main/stock', '/rotate-password'))
      .expect(403);
    expect(body.error).toMatchObject({
      permission: 'postgres.database.rotate-password',
      message: expect.stringMatching(
        /permission policy.*group:default\/somebody/,
      ),
    });
    const view = (await as(reader).get(at('memory:main/orders'))).body;
    expect(view.permits.remove.allowed).toBe(true);
  });

  it('uses the policy instead of the ownership guard, also for administrators', async () => {
    const { as, asService, provider } = await start(
      query => named(query) === 'read',
    );
    await as(owner)
      .post(at('memory:main/orders', '/rotate-password'))
      .expect(403);
    await as(admin)
      .post(at('memory:main/orders', '/rotate-password'))
      .expect(403);
    await as(owner)
      .post('/databases', {
        provider: 'memory',
        location: 'main',
        name: 'a',
        entityRef: 'component:default/orders',
      })
      .expect(403);
    expect(provider.writes).toEqual([]);
    await asService
      .post(at('memory:main/orders', '/rotate-password'))
      .expect(200);
  });

  it('lets the policy allow what the guard would deny', async () => {
    const { as, provider } = await start(() => true);
    await as(reader)
      .post('/databases', {
        provider: 'memory',
        location: 'main',
        name: 'a',
        entityRef: 'component:default/stock',
      })
      .expect(200);
    await as(reader)
      .post(at('memory:main/loose', '/bindings'), {
        add: ['component:default/stock'],
        adopt: true,
      })
      .expect(200);
    await as(reader)
      .delete(`${at('memory:main/orders')}?force=true`)
      .expect(204);
    expect(provider.writes.map(({ method }) => method)).toEqual([
      'create',
      'bind',
      'remove',
    ]);
  });

  it('hides databases that the catalog or the policy hides', async () => {
    const everything = await start(() => true);
    await everything.as(reader).get(at('memory:main/secret')).expect(404);
    await everything.as(reader).get(at('memory:main/loose')).expect(200);
    const nothing = await start(query =>
      named(query) === 'read' ? 'elsewhere' : true,
    );
    await nothing.as(reader).get(at('memory:main/orders')).expect(404);
    expect((await nothing.as(reader).get('/databases')).body.items).toEqual([]);
    const noBind = await start(query => named(query) !== 'bind');
    await noBind.as(reader).get(at('memory:main/loose')).expect(404);
  });

  it('does not return a database that the policy hides to a user who creates it', async () => {
    const { as, provider } = await start(query => named(query) !== 'read');
    const { body } = await as(reader)
      .post('/databases', {
        provider: 'memory',
        location: 'main',
        name: 'orders',
        entityRef: 'component:default/orders',
      })
      .expect(409);
    expect(body.error.message).toContain('that you are not allowed to see');
    expect(provider.writes).toEqual([]);
  });

  it('publishes permissions and rules for policies', async () => {
    const { backend, asService } = await start(() => true);
    expect(backend.server).toBeDefined();
    const { body } = await asService
      .get('/.well-known/backstage/permissions/metadata')
      .expect(200);
    expect(body.permissions).toHaveLength(15);
    expect(body.rules.map((rule: { name: string }) => rule.name)).toEqual([
      'IS_OWNED',
      'HAS_PROVIDER',
      'HAS_LOCATION',
      'HAS_ENTITY',
      'HAS_SIZE',
      'HAS_OPTION_CLASS',
    ]);
  });
});
