import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  PostgresApi,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { PostgresCallOptions, postgresApiRef } from '../api';
import { Polled, usePolling } from './usePolling';

type SectionCall = 'getConnection' | 'getHealth' | 'getBackups';
type SectionOf<C extends SectionCall> = Awaited<
  ReturnType<PostgresApi<PostgresCallOptions>[C]>
>;

/**
 * Returns a section of a database, reloaded at the interval `pauseSeconds`, and
 * immediately after a change of `state`.
 */
export function useSection<C extends SectionCall>(
  call: C,
  ref: string,
  pauseSeconds: (section: SectionOf<C>) => number,
  state?: string,
): Polled<SectionOf<C>> {
  const api = useApi(postgresApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api[call](ref, { signal }) as Promise<Section<unknown>> as Promise<
        SectionOf<C>
      >,
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, call, ref, state],
  );
  return usePolling(load, pauseSeconds);
}
