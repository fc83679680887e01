import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { useRequest } from './useRequest';

/** How much the owner of an entity may have, and has. Of an entity to come only the name is known. */
export function useQuotas(entityRef: string | undefined) {
  const api = useApi(postgresApiRef);
  return useRequest(entityRef?.includes(':') ? entityRef : undefined, signal =>
    api.getQuotas({ entityRef: entityRef! }, { signal }),
  );
}
