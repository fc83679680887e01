import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { postgresServiceRef } from '@pgstage/backstage-plugin-postgres-node';
import { PostgresEntityProvider } from './PostgresEntityProvider';
import { readSchedule } from './schedule';

/**
 * Adds an entity provider for PostgreSQL databases to the catalog.
 *
 * @public
 */
export const catalogModulePostgres = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'postgres',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        postgres: postgresServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, scheduler, ...services }) {
        catalog.addEntityProvider(
          new PostgresEntityProvider({
            ...services,
            runner: scheduler.createScheduledTaskRunner(readSchedule(config)),
          }),
        );
      },
    });
  },
});
