import {
  createApiFactory,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  PostgresApi,
  PostgresClient,
} from '@pgstage/backstage-plugin-postgres-common';
import { NoResponseError } from './model/NoResponseError';

/** Options of a call from the browser, in addition to its input. @public */
export interface PostgresCallOptions {
  /** Aborts the request, for example when the page is closed. */
  signal?: AbortSignal;
}

/** Client of the postgres backend plugin, with the credentials of the signed-in user. @public */
export const postgresApiRef = createApiRef<
  PostgresApi<PostgresCallOptions>
>().with({
  id: 'plugin.postgres.client',
  pluginId: 'postgres',
});

/** Provides {@link postgresApiRef}; the same in both frontend systems. */
export const postgresApiFactory = createApiFactory({
  api: postgresApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: ({ discoveryApi, fetchApi }) =>
    new PostgresClient<PostgresCallOptions>(async (path, init, options) => {
      const baseUrl = await discoveryApi.getBaseUrl('postgres');
      const request = { ...init, signal: options?.signal };
      return fetchApi.fetch(`${baseUrl}${path}`, request).catch(error => {
        // Browsers report it with different texts, such as "Failed to fetch".
        if (!(error instanceof TypeError)) throw error;
        throw new NoResponseError({
          write: init.method !== 'GET',
          cause: error,
        });
      });
    }),
});
