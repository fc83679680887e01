import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  postgresCredentialStoresExtensionPoint,
  postgresProvidersExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import { CloudNativePgProvider } from './cloudnative-pg/CloudNativePgProvider';
import { createContexts } from './cloudnative-pg/createContexts';
import { createContexts as createStatefulSetContexts } from './statefulset/createContexts';
import { StatefulSetProvider } from './statefulset/StatefulSetProvider';
import {
  Clusters,
  readStoreConfig,
  KubernetesCredentialStore,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/**
 * PostgreSQL on Kubernetes, for the plugin `postgres`: the providers
 * `cloudnative-pg` and `statefulset`, and the credential store `kubernetes`. Does
 * nothing if no cluster is configured.
 *
 * @public
 */
export const postgresModuleKubernetes = createBackendModule({
  pluginId: 'postgres',
  moduleId: 'kubernetes',
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
        const storeConfig = readStoreConfig(config);
        const names = clusters.all().map(({ name }) => name);
        if (storeConfig.cluster && !names.includes(storeConfig.cluster)) {
          throw new InputError(
            `Wrong configuration: postgres.kubernetes.credentialStore.cluster '${
              storeConfig.cluster
            }' is not a configured cluster; configured: ${
              names.join(', ') || 'none'
            }`,
          );
        }
        if (!names.length) return;
        lifecycle.addShutdownHook(() => clusters.close());
        stores.addCredentialStore(
          new KubernetesCredentialStore(clusters, storeConfig),
        );
        const dependencies = {
          clusters,
          credentialTarget: storeConfig,
          credentialStore: (id: string) => stores.getCredentialStore(id),
          logger,
        };
        const contexts = createContexts(config, dependencies);
        if (contexts.length) {
          providers.addProvider(new CloudNativePgProvider(contexts));
        }
        const ofStatefulSets = createStatefulSetContexts(config, dependencies);
        if (ofStatefulSets.length) {
          providers.addProvider(new StatefulSetProvider(ofStatefulSets));
        }
      },
    });
  },
});
