import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { useRequest } from './useRequest';

/** Returns the providers with their locations, loaded once per field. */
export function useProviders() {
  const api = useApi(postgresApiRef);
  return useRequest('providers', signal => api.listProviders({ signal }));
}
