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
} from '@backstage/plugin-permission-common';
import permissionBackend from '@backstage/plugin-permission-backend';
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
import { MemoryProvider } from './__testUtils__/MemoryProvider';
import { at, bindingOf, entity, moduleFor } from './__testUtils__/startPlugin';

/** A policy as an adopter writes it: all may read, owners may rotate. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'policy',
  register(reg) {
    reg.registerInit({
      deps: { extension: policyExtensionPoint },
      async init({ extension }) {
        extension.setPolicy({
          async handle({ permission }, user) {
            if (isPermission(permission, databaseRotatePasswordPermission)) {
              return createPostgresConditionalDecision(
                permission,
                postgresConditions.isOwned({
                  claims: user?.info.ownershipEntityRefs ?? [],
                }),
              );
            }
            const isRead = isPermission(permission, databaseReadPermission);
            return {
              result: isRead ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
            };
          },
        });
      },
    });
  },
});

/** As real tokens do, says which backend asks on behalf of a person: the permission backend looks at it. */
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

it("follows a policy that Backstage's own permission backend runs", async () => {
  const database = (name: string, owner: string) =>
    aDatabase({
      ref: `memory:main/${name}`,
      binding: bindingOf(name, [`component:default/${name}`], owner),
    });
  const provider = new MemoryProvider(
    'memory',
    ['main'],
    [
      database('mine', 'group:default/nobody'),
      database('theirs', 'group:default/nobody'),
    ],
  );
  const { server } = await startTestBackend({
    features: [
      postgresPlugin,
      moduleFor(provider),
      permissionBackend,
      policy,
      auth,
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
  const rotate = (name: string) =>
    request(server)
      .post(`/api/postgres${at(`memory:main/${name}`, '/rotate-password')}`)
      .set('Authorization', mockCredentials.user.header('user:default/olive'));

  const mine = await rotate('mine').expect(200);
  expect(mine.body.permits).toMatchObject({
    'rotate-password': { allowed: true },
    remove: { allowed: false },
  });
  const theirs = await rotate('theirs').expect(403);
  expect(theirs.body.error.permission).toBe(
    'postgres.database.rotate-password',
  );
});
