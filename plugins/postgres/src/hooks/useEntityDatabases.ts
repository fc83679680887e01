import { useCallback, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseList } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';
import { keepUnread } from '../model/keepUnread';
import { Polled, usePolling } from './usePolling';

/** The databases that belong to an entity, as far as the reader may see them. */
export function useEntityDatabases(entityRef: string): Polled<DatabaseList> {
  const api = useApi(postgresApiRef);
  const known = useRef<DatabaseList>();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const list = await api.listDatabases({ entityRef }, { signal });
      known.current = keepUnread(list, known.current);
      return known.current;
    },
    [api, entityRef],
  );
  // Who sees an empty list may just have run the template, and waits for its database.
  return usePolling(load, ({ items, complete }) =>
    items.length && complete ? 60 : 5,
  );
}
