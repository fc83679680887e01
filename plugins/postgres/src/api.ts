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
import { NoAnswerError } from './model/NoAnswerError';

/** What a call from the browser may carry besides its input. @public */
export interface PostgresCallOptions {
  /** Ends the request when the reader has gone. */
  signal?: AbortSignal;
}

/** The client of the postgres backend plugin, as the signed-in user. @public */
export const postgresApiRef = createApiRef<
  PostgresApi<PostgresCallOptions>
>().with({
  id: 'plugin.postgres.client',
  pluginId: 'postgres',
});

/** Serves {@link postgresApiRef}; the same in both frontend systems. */
export const postgresApiFactory = createApiFactory({
  api: postgresApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: ({ discoveryApi, fetchApi }) =>
    new PostgresClient<PostgresCallOptions>(async (path, init, options) => {
      const baseUrl = await discoveryApi.getBaseUrl('postgres');
      const request = { ...init, signal: options?.signal };
      return fetchApi.fetch(`${baseUrl}${path}`, request).catch(error => {
        // Each browser has a text of its own, such as "Failed to fetch".
        if (!(error instanceof TypeError)) throw error;
        throw new NoAnswerError({
          write: init.method !== 'GET',
          cause: error,
        });
      });
    }),
});
