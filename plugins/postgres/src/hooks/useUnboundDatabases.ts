import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';

/** As many as a person looks through; the number of all is told. */
const LIMIT = 50;

/** Databases that belong to no entity; only administrators see any. */
export function useUnboundDatabases(): {
  items: DatabaseView[];
  total: number;
  refresh(): void;
} {
  const api = useApi(postgresApiRef);
  // Who may not see them has no use for the error either.
  const { value, retry } = useAsyncRetry(
    () => api.listDatabases({ unbound: true, limit: LIMIT }),
    [api],
  );
  return {
    items: value?.items ?? [],
    total: value?.totalItems ?? 0,
    refresh: retry,
  };
}
