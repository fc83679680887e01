import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  postgresCredentialStoresExtensionPoint,
  postgresProvidersExtensionPoint,
  postgresRecordsExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';
import { limitCalls } from './authorization/limitCalls';
import { readPostgresConfig } from './config';
import { createService } from './createService';
import { DatabaseDirectory } from './directory/DatabaseDirectory';
import { subscribeToReplicas } from './directory/subscribeToReplicas';
import { publishEvents } from './directory/publishEvents';
import { CredentialStores } from './providers/CredentialStores';
import { ProviderRegistry } from './providers/ProviderRegistry';
import { scheduleReconcile } from './providers/scheduleReconcile';
import { RecordKeys } from './records/RecordKeys';
import { storedRecordKey } from './records/storedRecordKey';
import { createRouter } from './router/router';

/**
 * The backend plugin `postgres`: serves the databases of all providers to users
 * and other backends, and changes them on request.
 *
 * @public
 */
export const postgresPlugin = createBackendPlugin({
  pluginId: 'postgres',
  register(env) {
    const registry = new ProviderRegistry();
    const credentialStores = new CredentialStores();
    const recordKeys = new RecordKeys();
    env.registerExtensionPoint({
      extensionPoint: postgresProvidersExtensionPoint,
      factory: context => registry.extensionPoint(context),
    });
    env.registerExtensionPoint(
      postgresCredentialStoresExtensionPoint,
      credentialStores,
    );
    env.registerExtensionPoint(postgresRecordsExtensionPoint, recordKeys);

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init({ config: rootConfig, database, ...services }) {
        const config = readPostgresConfig(rootConfig);
        recordKeys.use(
          async () => config.recordKeys ?? [await storedRecordKey(database)],
        );
        const limited = <S extends object>(plugin: string, service: S) =>
          limitCalls(plugin, service, config.backstageTimeoutMs);
        const deps = {
          ...services,
          catalog: limited('catalog', services.catalog),
          permissions: limited('permission', services.permissions),
          userInfo: limited('auth', services.userInfo),
        };
        const directory = new DatabaseDirectory(deps.logger);
        const replica = randomUUID();
        publishEvents(directory, replica, deps);
        const service = createService({ ...deps, config, directory, registry });
        deps.lifecycle.addShutdownHook(async () => {
          directory.close();
          await registry.disconnectAll(deps.logger);
        });
        await registry.connectAll(directory, deps.logger);
        await subscribeToReplicas(replica, {
          ...deps,
          findProvider: id => registry.find(id),
        });
        await scheduleReconcile(
          registry.all(),
          deps.scheduler,
          config.reconcileSchedule,
        );
        const { rateLimits } = config;
        deps.httpRouter.use(createRouter({ ...deps, rateLimits, service }));
      },
    });
  },
});
