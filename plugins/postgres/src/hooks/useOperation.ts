import { useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { PostgresApi } from '@pgstage/backstage-plugin-postgres-common';
import { PostgresCallOptions, postgresApiRef } from '../api';
import { operationWatchApiRef } from '../operations/api';
import { OperationWatch } from '../operations/OperationWatch';

export interface Operation {
  running: boolean;
  /** The error, to show where the operation was started. */
  error?: Error;
  /** Resolves to whether it succeeded. */
  run(): Promise<boolean>;
}

/**
 * Runs an operation that the user starts. Its success is announced, because the
 * page may look unchanged.
 *
 * @param execute - passes long-running work to `watch`, which reports its end.
 * @param announcement - absent if `watch` reports everything.
 */
export function useOperation(
  execute: (
    api: PostgresApi<PostgresCallOptions>,
    watch: OperationWatch,
  ) => Promise<unknown>,
  announcement?: string,
): Operation {
  const api = useApi(postgresApiRef);
  const alertApi = useApi(alertApiRef);
  const watch = useApi(operationWatchApiRef);
  const [state, setState] = useState<{ running: boolean; error?: Error }>({
    running: false,
  });
  const run = async () => {
    setState({ running: true });
    try {
      await execute(api, watch);
    } catch (error) {
      setState({
        running: false,
        error: error instanceof Error ? error : new Error(String(error)),
      });
      return false;
    }
    setState({ running: false });
    if (announcement) {
      alertApi.post({
        message: announcement,
        severity: 'success',
        display: 'transient',
      });
    }
    return true;
  };
  return { ...state, run };
}
