import {
  alertApiRef,
  createApiFactory,
  createApiRef,
} from '@backstage/frontend-plugin-api';
import { postgresApiRef } from '../api';
import { OperationWatch } from './OperationWatch';

/** Lives as long as the app, so that operations are watched after their page is left. */
export const operationWatchApiRef = createApiRef<OperationWatch>().with({
  id: 'plugin.postgres.operation-watch',
  pluginId: 'postgres',
});

/** Provides {@link operationWatchApiRef}; the same in both frontend systems. */
export const operationWatchApiFactory = createApiFactory({
  api: operationWatchApiRef,
  deps: { client: postgresApiRef, alertApi: alertApiRef },
  factory: ({ client, alertApi }) => new OperationWatch(client, alertApi),
});
