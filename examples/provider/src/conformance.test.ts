import {
  describeProviderConformance,
  describeWithPart,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { coreKinds } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { apiServerHarness } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { TestEnvironment } from './__testUtils__/TestEnvironment';
import { resources } from './acorns';
import { rules } from './rules';

const namespace = 'default';

describeWithPart('KUBEBUILDER_ASSETS', 'provider acorn', () =>
  // The feature `login` is left out: an API server runs no PostgreSQL.
  describeProviderConformance(
    'on a real API server',
    async () => {
      const environment = await TestEnvironment.start();
      const { admin, operator, server } = environment;
      const common = apiServerHarness(server, {
        id: rules.id,
        kind: resources.acorns,
        spec: { version: '17', instances: 1, storage: '1Gi' },
      });
      return {
        ...common,
        createProvider: async () => environment.provider(),
        request: name =>
          environment.request(name, {
            version: '17',
            instances: 2,
            extensions: ['citext'],
          }),
        differs: {
          field: 'instances',
          apply: request => ({ ...request, instances: 3 }),
        },
        change: { instances: 3, storage: '2Ti', extensions: ['pg_trgm'] },
        passwords: async () => {
          await operator.waitForLogins();
          return common.passwords();
        },
        dispose: () => environment.stop(),
        trace: async name => {
          const acorn = await admin.get(resources.acorns, { namespace, name });
          const { annotations = {} } = acorn?.metadata ?? {};
          // Added as soon as the login is stored, whatever the operation does.
          const { 'pgstage.io/credentials': _, ...rest } = annotations;
          return JSON.stringify([rest, acorn?.spec]);
        },
        contents: async name => {
          const acorn = await admin.get(resources.acorns, { namespace, name });
          const { roles = [], databases = [] } = Object(acorn?.spec) as {
            roles?: Array<{ name: string }>;
            databases?: Array<{ name: string }>;
          };
          return {
            roles: roles.map(each => each.name),
            databases: databases.map(each => each.name),
          };
        },
        drift: async name => {
          // The entry in the credential store is not the Secret of the operator.
          const entries = async () =>
            (await admin.list(coreKinds.secrets, { namespace })).filter(
              ({ metadata, data }) =>
                metadata.name.includes(name) && Object(data).PGPASSWORD,
            );
          for (const { metadata } of await entries())
            await admin.delete(coreKinds.secrets, metadata);
          return async () => (await entries()).length > 0;
        },
      };
    },
    [
      'change',
      'remove',
      'rotate-password',
      'backup',
      'restore',
      'switchover',
      'rotate-certificate',
      'reveal-credentials',
      'scale',
      'roles',
      'databases',
      'render',
      'reconcile',
      'managed',
      'stall',
    ],
  ),
);
