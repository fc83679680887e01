import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseList } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

/** As many as a user can review, and as one request confirms; the total is shown. */
const LIMIT = 50;

/**
 * Returns databases with an incomplete binding that the user may read:
 * `unbound` ones belong to no entity, `dangling` ones to an entity that grants
 * no rights.
 */
export function useFirstDatabases(
  which: 'unbound' | 'dangling',
): Polled<DatabaseList> {
  const api = useApi(postgresApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.listDatabases({ [which]: true, limit: LIMIT }, { signal }),
    [api, which],
  );
  // Most users may not read any, and do not need updates.
  return usePolling(load, ({ items }) => (items.length ? 60 : 3600));
}
