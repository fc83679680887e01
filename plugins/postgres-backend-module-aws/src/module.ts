import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  postgresCredentialStoresExtensionPoint,
  postgresProvidersExtensionPoint,
  postgresRecordsExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import { createClients, RegionApi } from './aws';
import { readRegions } from './config';
import { RdsProvider } from './provider/RdsProvider';

/**
 * Adds the provider `aws-rds`, configured by `postgres.providers.aws-rds`.
 *
 * @public
 */
export const postgresModuleAws = createBackendModule({
  pluginId: 'postgres',
  moduleId: 'aws',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: postgresProvidersExtensionPoint,
        records: postgresRecordsExtensionPoint,
        stores: postgresCredentialStoresExtensionPoint,
      },
      async init({ config, logger, providers, records, stores }) {
        const regions = readRegions(config);
        if (!regions.length) {
          logger.info(
            'postgres.providers.aws-rds is not configured: the provider is not added',
          );
          return;
        }
        const credentials = DefaultAwsCredentialsManager.fromConfig(config);
        providers.addProvider(
          new RdsProvider({
            regions: regions.map(region => {
              const clients = () => createClients(region, credentials);
              const polling = new RegionApi(region, clients());
              return new RegionApi(region, clients(), polling);
            }),
            signer: records.signer,
            logger,
            credentialStore: id => stores.getCredentialStore(id),
          }),
        );
      },
    });
  },
});
