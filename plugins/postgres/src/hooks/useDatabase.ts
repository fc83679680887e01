import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

// Also how often the numbers of the summary come, which do not end a wait.
const WAIT_SECONDS = 20;

/** A database, told of each change within a moment by a long poll. */
export function useDatabase(
  ref: string,
  initial: DatabaseView,
): Polled<DatabaseView> {
  const api = useApi(postgresApiRef);
  const load = useCallback(
    (signal: AbortSignal, previous: DatabaseView | undefined) =>
      api.getDatabase(
        ref,
        previous && { after: previous.revision, waitSeconds: WAIT_SECONDS },
        { signal },
      ),
    [api, ref],
  );
  // One second, so that a backend which answers at once is not called without end.
  return usePolling(load, () => 1, initial);
}
