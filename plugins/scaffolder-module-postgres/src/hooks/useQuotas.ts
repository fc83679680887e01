import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { useRequest } from './useRequest';

/**
 * Returns the quotas and the usage of the owner of an entity. Of a future
 * entity only the name is known.
 */
export function useQuotas(entityRef: string | undefined) {
  const api = useApi(postgresApiRef);
  return useRequest(entityRef?.includes(':') ? entityRef : undefined, signal =>
    api.getQuotas({ entityRef: entityRef! }, { signal }),
  );
}
