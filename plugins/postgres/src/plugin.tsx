import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { postgresApiFactory } from './api';
import { operationWatchApiFactory } from './operations/api';
import { rootRouteRef, templateRouteRef } from './routes';

const postgresApi = ApiBlueprint.make({
  params: defineParams => defineParams(postgresApiFactory),
});

const operationWatchApi = ApiBlueprint.make({
  name: 'operation-watch',
  params: defineParams => defineParams(operationWatchApiFactory),
});

export const entityPostgresContent = EntityContentBlueprint.make({
  params: {
    path: '/postgresql',
    title: 'PostgreSQL',
    // An object, so that apps can override it in their configuration.
    filter: { kind: { $in: ['component', 'resource'] } },
    routeRef: rootRouteRef,
    loader: () =>
      import('./components/PostgresContent/PostgresContent').then(m => (
        <m.PostgresContent />
      )),
  },
});

/**
 * The plugin, for an app of the new frontend system. The tab is the extension
 * `entity-content:postgres`.
 *
 * @public
 */
export const plugin = createFrontendPlugin({
  pluginId: 'postgres',
  title: 'PostgreSQL',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
  extensions: [postgresApi, operationWatchApi, entityPostgresContent],
});
