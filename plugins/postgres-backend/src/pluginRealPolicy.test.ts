import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import permissionBackend from '@backstage/plugin-permission-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  databaseReadPermission,
  databaseRotatePasswordPermission,
} from '@pgstage/backstage-plugin-postgres-common';
import request from 'supertest';
import postgresPlugin, {
  createPostgresConditionalDecision,
  postgresConditions,
} from '.';
import { aDatabase } from './__testUtils__/aDatabase';
import { FakeProvider } from './__testUtils__/FakeProvider';
import { at, bindingOf, entity, moduleFor } from './__testUtils__/startPlugin';

const policyOf = (handle: PermissionPolicy['handle']) =>
  createBackendModule({
    pluginId: 'permission',
    moduleId: 'policy',
    register(reg) {
      reg.registerInit({
        deps: { extension: policyExtensionPoint },
        async init({ extension }) {
          extension.setPolicy({ handle });
        },
      });
    },
  });

/**
 * As in real tokens, contains the backend that calls on behalf of a user: the
 * permission backend checks it.
 */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const mock = mockServices.auth({ pluginId: plugin.getId() });
    const issue = mock.getPluginRequestToken.bind(mock);
    mock.getPluginRequestToken = async options => {
      const principal = options.onBehalfOf.principal as {
        userEntityRef?: string;
      };
      return principal.userEntityRef
        ? {
            token: mockCredentials.user.token(principal.userEntityRef, {
              actor: { subject: `plugin:${plugin.getId()}` },
            }),
          }
        : issue(options);
    };
    return mock;
  },
});

/** Starts Backstage's permission backend, with a policy as an adopter would write it. */
async function start(handle: PermissionPolicy['handle']) {
  const database = (name: string, owner: string) =>
    aDatabase({
      ref: `memory:main/${name}`,
      binding: bindingOf(name, [`component:default/${name}`], owner),
    });
  const provider = new FakeProvider(
    'memory',
    ['main'],
    [
      database('mine', 'group:default/nobody'),
      database('theirs', 'group:default/nobody'),
    ],
  );
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const { server } = await startTestBackend({
    features: [
      postgresPlugin,
      moduleFor(provider),
      permissionBackend,
      policyOf(handle),
      auth,
      logger.factory,
      mockServices.permissions.factory(),
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true } },
      }),
      catalogServiceMock.factory({
        entities: [
          entity('component:default/mine', 'user:default/olive'),
          entity('component:default/theirs', 'user:default/rick'),
        ],
      }),
    ],
  });
  const olive = mockCredentials.user.header('user:default/olive');
  return {
    logger,
    get: (name: string) =>
      request(server)
        .get(`/api/postgres${at(`memory:main/${name}`)}`)
        .set('Authorization', olive),
    rotate: (name: string) =>
      request(server)
        .post(`/api/postgres${at(`memory:main/${name}`, '/rotate-password')}`)
        .set('Authorization', olive),
  };
}

it('applies the policy: all users may read, owners may rotate', async () => {
  const { rotate } = await start(async ({ permission }, user) => {
    if (isPermission(permission, databaseRotatePasswordPermission)) {
      return createPostgresConditionalDecision(
        permission,
        postgresConditions.isOwned({
          claims: user?.info.ownershipEntityRefs ?? [],
        }),
      );
    }
    const isRead = isPermission(permission, databaseReadPermission);
    return { result: isRead ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  });
  const mine = await rotate('mine').expect(200);
  expect(mine.body.permits).toMatchObject({
    'rotate-password': { allowed: true },
    remove: { allowed: false },
  });
  const denied = await rotate('theirs').expect(403);
  expect(denied.body.error.permission).toBe(
    'postgres.database.rotate-password',
  );
});

const conditional = (rule: string, params: object) =>
  ({
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'postgres',
    resourceType: 'postgres-database',
    conditions: {
      anyOf: [
        // This rule applies, so that the next is not evaluated.
        { rule: 'HAS_ENTITY', resourceType: 'postgres-database', params: {} },
        { rule, resourceType: 'postgres-database', params },
      ],
    },
  } as PolicyDecision);

it('denies only the permissions for which the policy fails, with the reason', async () => {
  const { get, rotate, logger } = await start(async ({ permission }) => {
    switch (permission.name.replace('postgres.database.', '')) {
      case 'rotate-password':
        throw new Error('no such team');
      case 'change':
        return conditional('IS_MINE', {});
      case 'remove':
        return conditional('IS_OWNED', { claims: 'olive' });
      default:
        return { result: AuthorizeResult.ALLOW };
    }
  });
  const denied = (error: string) => ({
    allowed: false,
    reason: {
      id: 'backend.policyFails',
      params: { error: expect.stringContaining(error) },
    },
  });
  const { body } = await get('mine').expect(200);
  expect(body.permits).toMatchObject({
    bind: { allowed: true },
    'rotate-password': denied('no such team'),
    change: denied('"IS_MINE" cannot be applied'),
    remove: denied('"IS_OWNED" cannot be applied'),
  });
  await rotate('mine').expect(403);
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringMatching(
      /'postgres.database.rotate-password' is denied.*no such team/,
    ),
  );
});

it('reports a policy that fails for read', async () => {
  const { get } = await start(async ({ permission }) =>
    isPermission(permission, databaseReadPermission)
      ? conditional('IS_MINE', {})
      : { result: AuthorizeResult.ALLOW },
  );
  const { body } = await get('mine').expect(503);
  expect(body.error.message).toMatch(
    /permission policy.*'postgres.database.read'.*"IS_MINE" cannot be applied/,
  );
});
