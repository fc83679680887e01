import type { BackendFeature } from '@backstage/backend-plugin-api';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModulePostgres from '..';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'database', namespace: 'default' },
  spec: {
    type: 'resource',
    owner: 'group:default/platform',
    parameters: [],
    steps: [
      {
        id: 'create',
        name: 'Create the database',
        action: 'postgres:database:create',
        input: {
          provider: 'server',
          location: 'main',
          name: 'orders',
          entityRef: 'component:default/orders',
        },
      },
    ],
  },
};

/** A real scaffolder that recovers tasks, on a real PostgreSQL, with one template. */
export async function startScaffolder(
  connection: object,
  postgres: BackendFeature,
) {
  return startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModulePostgres,
      databaseServiceFactory,
      schedulerServiceFactory,
      catalogServiceMock.factory({ entities: [template] }),
      postgres,
      mockServices.rootConfig.factory({
        data: {
          backend: { database: { client: 'pg', connection } },
          scaffolder: {
            taskRecovery: { enabled: true, staleTimeout: { seconds: 3 } },
          },
        },
      }),
    ],
  });
}
