import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { useAnswer } from './useAnswer';

/** How much the owner of an entity may have, and has. Of an entity to come only the name is known. */
export function useQuotas(entityRef: string | undefined) {
  const api = useApi(postgresApiRef);
  return useAnswer(entityRef?.includes(':') ? entityRef : undefined, signal =>
    api.getQuotas({ entityRef: entityRef! }, { signal }),
  );
}
