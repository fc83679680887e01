import { useCallback, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseList } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';
import { keepUnreadLocations, without } from '../model/keepUnreadLocations';
import { Polled, usePolling } from './usePolling';

export interface PolledDatabases extends Polled<DatabaseList> {
  /** Reloads, and drops a database that no longer exists. */
  forget(ref: string): void;
}

/** Returns the databases of an entity that the user may read. */
export function useEntityDatabases(entityRef: string): PolledDatabases {
  const api = useApi(postgresApiRef);
  const known = useRef<DatabaseList>();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const list = await api.listDatabases({ entityRef }, { signal });
      known.current = keepUnreadLocations(list, known.current);
      return known.current;
    },
    [api, entityRef],
  );
  // A user with an empty list may have just run the template, and waits for the database.
  const polled = usePolling(load, ({ items, complete }) =>
    items.length && complete ? 60 : 5,
  );
  const { refresh } = polled;
  const forget = useCallback(
    (ref: string) => {
      known.current = known.current && without(known.current, ref);
      refresh();
    },
    [refresh],
  );
  return { ...polled, forget };
}
