import {
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { postgresApiFactory } from './api';
import { operationWatchApiFactory } from './operations/api';
import { rootRouteRef, templateRouteRef } from './routes';

/** The plugin, for an app of the old frontend system. @public */
export const postgresPlugin = createPlugin({
  id: 'postgres',
  apis: [postgresApiFactory, operationWatchApiFactory],
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
});

/**
 * The tab, for an `EntityLayout.Route` of the old frontend system.
 *
 * @public
 */
export const EntityPostgresContent = postgresPlugin.provide(
  createRoutableExtension({
    name: 'EntityPostgresContent',
    component: () =>
      import('./components/PostgresContent/PostgresContent').then(
        m => m.PostgresContent,
      ),
    mountPoint: rootRouteRef,
  }),
);
