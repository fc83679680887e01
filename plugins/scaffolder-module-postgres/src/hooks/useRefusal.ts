import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import type { CreateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import { useEffect, useState } from 'react';
import { findRefusal, type Refusal } from '../dryRun';

/** A person who types pauses as long when done. */
const PAUSE_MS = 700;

/** What the backend would refuse of a request, asked again whenever it changes and rests. */
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
