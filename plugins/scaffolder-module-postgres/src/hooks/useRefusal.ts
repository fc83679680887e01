import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import type { CreateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import { useEffect, useState } from 'react';
import { findRefusal, type Refusal } from '../dryRun';

/** Pause after typing, in milliseconds, before the request is checked. */
const PAUSE_MS = 700;

/** Returns why the backend would reject a request. Checks the request again after each change. */
export function useRefusal(
  request: CreateDatabase | undefined,
  manifests: boolean | undefined,
): { isCurrent: boolean; refusal?: Refusal } {
  const api = useApi(postgresApiRef);
  const key = request && JSON.stringify(request);
  const [answer, setAnswer] = useState<{ key?: string; refusal?: Refusal }>({});

  useEffect(() => {
    if (key === undefined) return undefined;
    let isOld = false;
    const timer = setTimeout(async () => {
      const refusal = await findRefusal(api, JSON.parse(key), { manifests });
      if (!isOld) setAnswer({ key, refusal });
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [api, key, manifests]);

  return {
    isCurrent: key !== undefined && answer.key === key,
    refusal: answer.refusal,
  };
}
