import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type PostgresProvider,
  postgresCredentialStoresExtensionPoint,
  postgresProvidersExtensionPoint,
  postgresRecordsExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import { signer } from './__testUtils__/instances';
import { noStore } from './__testUtils__/MemoryStore';
import postgresModuleAws from '.';

const account = {
  accountId: '123456789012',
  regions: [
    {
      region: 'eu-west-1',
      network: { vpcId: 'vpc-0a', subnetGroup: 'databases' },
    },
  ],
};
const credentials = {
  accounts: [
    { accountId: '123456789012', accessKeyId: 'a', secretAccessKey: 'b' },
  ],
};

/** Starts the module with the extension points, without the plugin; returns the ids of the added providers. */
async function start(data: object) {
  const providers: PostgresProvider[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'postgres',
    register(env) {
      env.registerExtensionPoint(postgresProvidersExtensionPoint, {
        addProvider: provider => providers.push(provider),
      });
      env.registerExtensionPoint(postgresRecordsExtensionPoint, { signer });
      env.registerExtensionPoint(postgresCredentialStoresExtensionPoint, {
        addCredentialStore: () => {},
        getCredentialStore: noStore,
      });
      env.registerInit({
        deps: { logger: coreServices.logger },
        async init() {},
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      postgresModuleAws,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  await backend.stop();
  return providers.map(({ id }) => id);
}
const withProvider = (value: object) => ({
  aws: credentials,
  postgres: { providers: { 'aws-rds': value } },
});

it('adds the provider that is configured', async () => {
  expect(await start(withProvider({ accounts: [account] }))).toEqual([
    'aws-rds',
  ]);
});

it('adds no provider without configuration', async () => {
  expect(await start({})).toEqual([]);
});

it('fails at the start with the invalid key and its rule', async () => {
  await expect(
    start(withProvider({ accounts: [{ ...account, accountId: '12' }] })),
  ).rejects.toThrow(
    'postgres.providers.aws-rds.accounts[0].accountId must be an account id of 12 digits',
  );
});
