import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseList } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

/** As many as a person looks through, and as one request confirms; the number of all is told. */
const LIMIT = 50;

/** Databases that somebody has to bind, as far as the reader may: `unbound` belong to no entity, `dangling` to one that gives no rights. */
export function useFirstDatabases(
  which: 'unbound' | 'dangling',
): Polled<DatabaseList> {
  const api = useApi(postgresApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.listDatabases({ [which]: true, limit: LIMIT }, { signal }),
    [api, which],
  );
  // Most readers may not see any, and need not ask again.
  return usePolling(load, ({ items }) => (items.length ? 60 : 3600));
}
