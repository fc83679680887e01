import {
  createApiFactory,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  outcomeUnknown,
  PostgresApi,
  PostgresClient,
} from '@pgstage/backstage-plugin-postgres-common';

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
        throw error instanceof TypeError ? notConnected(init, error) : error;
      });
    }),
});

/** What each browser says in words of its own, such as "Failed to fetch". */
function notConnected({ method }: { method: string }, cause: TypeError): Error {
  const outcome = method === 'GET' ? '' : `. ${outcomeUnknown}`;
  return new Error(
    `The browser gets no answer from Backstage. Check your network; if that works, ask the platform team whether it runs${outcome}`,
    { cause },
  );
}
