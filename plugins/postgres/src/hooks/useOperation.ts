import { useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import {
  Backup,
  DatabaseView,
  PostgresApi,
} from '@pgstage/backstage-plugin-postgres-common';
import { PostgresCallOptions, postgresApiRef } from '../api';
import { operationWatchApiRef } from '../operations/api';
import { useTranslate } from '../translation';
import { useMessageText } from './useMessageText';

export interface Operation {
  running: boolean;
  /** The error, to show where the operation was started. */
  error?: Error;
  /** Resolves to whether it succeeded. */
  run(): Promise<boolean>;
}

/** Watches long-running work, and reports its end in the language of the user. */
export interface Watch {
  /** @param operation - a title, such as "Restart of orders" */
  change(operation: string, response: DatabaseView): void;
  backup(view: DatabaseView, backup: Backup): void;
  removal(view: DatabaseView): void;
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
    watch: Watch,
  ) => Promise<unknown>,
  announcement?: string,
): Operation {
  const api = useApi(postgresApiRef);
  const alertApi = useApi(alertApiRef);
  const operations = useApi(operationWatchApiRef);
  const t = useTranslate();
  const textOf = useMessageText();
  const watch: Watch = {
    change: (title, response) => operations.change(t, textOf, title, response),
    backup: (view, backup) => operations.backup(t, view, backup),
    removal: view => operations.removal(t, view),
  };
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
