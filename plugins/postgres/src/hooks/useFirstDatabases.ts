import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';

/** As many as a person looks through, and as one request confirms; the number of all is told. */
const LIMIT = 50;

/** Databases that somebody has to bind, as far as the reader may: `unbound` belong to no entity, `dangling` to one that gives no rights. */
export function useFirstDatabases(which: 'unbound' | 'dangling'): {
  items: DatabaseView[];
  total: number;
  refresh(): void;
} {
  const api = useApi(postgresApiRef);
  // Who may not see them has no use for the error either.
  const { value, retry } = useAsyncRetry(
    () => api.listDatabases({ [which]: true, limit: LIMIT }),
    [api, which],
  );
  return {
    items: value?.items ?? [],
    total: value?.totalItems ?? 0,
    refresh: retry,
  };
}
