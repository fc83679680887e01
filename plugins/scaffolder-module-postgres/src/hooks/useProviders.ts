import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { useAnswer } from './useAnswer';

/** What the providers offer, read once per field. */
export function useProviders() {
  const api = useApi(postgresApiRef);
  return useAnswer('providers', signal => api.listProviders({ signal }));
}
