import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  PostgresClient,
  type PostgresApi,
  type PostgresTransport,
} from '@pgstage/backstage-plugin-postgres-common';

/** What a call from another backend carries. @public */
export interface PostgresServiceOptions {
  /** On whose behalf; the plugin `postgres` authorizes these. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** The plugin `postgres`, for other backends. @public */
export type PostgresService = PostgresApi<PostgresServiceOptions>;

/**
 * Sends each request with a token for `credentials`. The plugin is discovered
 * anew for every request, as it may move.
 */
export function createServiceTransport(services: {
  auth: AuthService;
  discovery: DiscoveryService;
}): PostgresTransport<PostgresServiceOptions> {
  return async (path, init, options) => {
    if (!options)
      throw new InputError('A call to the plugin postgres needs credentials');
    const { token } = await services.auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'postgres',
    });
    const baseUrl = await services.discovery.getBaseUrl('postgres');
    return fetch(`${baseUrl}${path}`, {
      ...init,
      signal: options.signal,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    });
  };
}

/** @public */
export const postgresServiceRef = createServiceRef<PostgresService>({
  id: 'postgres.client',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: services => new PostgresClient(createServiceTransport(services)),
    }),
});
