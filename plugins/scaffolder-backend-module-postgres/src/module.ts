import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { postgresServiceRef } from '@pgstage/backstage-plugin-postgres-node';
import { createPostgresActions } from './actions';
import { createTabUrl } from './tabUrl';

/**
 * Adds the actions `postgres:database:*` and `postgres:manifests:render` to the
 * scaffolder.
 *
 * @public
 */
export const scaffolderModulePostgres = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'postgres',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        scaffolder: scaffolderActionsExtensionPoint,
        postgres: postgresServiceRef,
      },
      async init({ config, scaffolder, postgres }) {
        scaffolder.addActions(
          ...createPostgresActions(postgres, createTabUrl(config)),
        );
      },
    });
  },
});
