import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { useAnswer } from './useAnswer';

/** How much the owner of an entity may have, and has. */
export function useQuotas(entityRef: string | undefined) {
  const api = useApi(postgresApiRef);
  return useAnswer(entityRef, signal =>
    api.getQuotas({ entityRef: entityRef! }, { signal }),
  );
}
