import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseList } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

/** The databases that belong to an entity, as far as the reader may see them. */
export function useEntityDatabases(entityRef: string): Polled<DatabaseList> {
  const api = useApi(postgresApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listDatabases({ entityRef }, { signal }),
    [api, entityRef],
  );
  // Who sees an empty list may just have run the template, and waits for its database.
  return usePolling(load, ({ items, complete }) =>
    items.length && complete ? 60 : 5,
  );
}
