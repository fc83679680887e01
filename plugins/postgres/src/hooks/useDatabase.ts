import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { postgresApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

// Also the interval of updates of the summary's numbers, which do not end a long poll.
const WAIT_SECONDS = 20;

/** Returns a database, and updates it immediately after each change by a long poll. */
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
  // One second, so that a backend that responds immediately is not called in a tight loop.
  return usePolling(load, () => 1, initial);
}
