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

/** Options of a call from another backend plugin. @public */
export interface PostgresServiceOptions {
  /** The call is made on behalf of these credentials. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** Client of the plugin `postgres` for other backend plugins. @public */
export type PostgresService = PostgresApi<PostgresServiceOptions>;

/**
 * Returns a transport that sends a token for the credentials. It discovers the
 * plugin for each request, because its address can change.
 */
export function createServiceTransport(services: {
  auth: AuthService;
  discovery: DiscoveryService;
}): PostgresTransport<PostgresServiceOptions> {
  return async (path, init, options) => {
    if (!options)
      throw new InputError(
        'A call to the plugin postgres requires credentials',
      );
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
