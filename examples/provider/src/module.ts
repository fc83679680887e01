import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  postgresCredentialStoresExtensionPoint,
  postgresProvidersExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  Clusters,
  createOperatorProvider,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { rules } from './rules';

/** The provider of databases that the operator Acorn runs, for the plugin `postgres`. */
export const postgresModuleAcorn = createBackendModule({
  pluginId: 'postgres',
  moduleId: 'acorn',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        stores: postgresCredentialStoresExtensionPoint,
        providers: postgresProvidersExtensionPoint,
      },
      async init({ config, logger, lifecycle, stores, providers }) {
        const clusters = await Clusters.fromConfig(config, logger);
        lifecycle.addShutdownHook(() => clusters.close());
        const credentialStore = (id: string) => stores.getCredentialStore(id);
        const options = { clusters, config, credentialStore, logger };
        const provider = createOperatorProvider(rules, options);
        if (provider) providers.addProvider(provider);
      },
    });
  },
});
