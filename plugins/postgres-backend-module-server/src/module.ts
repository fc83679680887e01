import { resolve } from 'node:path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  postgresCredentialStoresExtensionPoint,
  postgresProvidersExtensionPoint,
  postgresRecordsExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import { scheduleDumps } from './backups';
import { readServers } from './config';
import { FileCredentialStore } from './credentials/FileCredentialStore';
import { ServerProvider } from './provider/ServerProvider';

/**
 * Adds the provider `server` for `postgres.providers.server`, and the
 * credential store `file` for `postgres.credentialStores.file`.
 *
 * @public
 */
export const postgresModuleServer = createBackendModule({
  pluginId: 'postgres',
  moduleId: 'server',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        providers: postgresProvidersExtensionPoint,
        records: postgresRecordsExtensionPoint,
        stores: postgresCredentialStoresExtensionPoint,
      },
      async init({ config, logger, scheduler, providers, records, stores }) {
        const directory = config.getOptionalString(
          'postgres.credentialStores.file.directory',
        );
        if (directory)
          stores.addCredentialStore(
            new FileCredentialStore(resolve(directory)),
          );

        const servers = readServers(config);
        if (!servers.length) {
          logger.info(
            'Provider server is disabled: no servers are configured in postgres.providers.server',
          );
          return;
        }
        const provider = new ServerProvider({
          servers,
          credentialStore: id => stores.getCredentialStore(id),
          signer: records.signer,
          logger,
        });
        providers.addProvider(provider);
        await scheduleDumps(provider, servers, scheduler);
      },
    });
  },
});
