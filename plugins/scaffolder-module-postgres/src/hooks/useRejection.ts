import { useApi } from '@backstage/core-plugin-api';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import type { CreateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import { useEffect, useState } from 'react';
import { findRejection, type Rejection } from '../dryRun';

/** Pause after typing, in milliseconds, before the request is checked. */
const PAUSE_MS = 700;

/** Returns why the backend would reject a request. Checks the request again after each change. */
export function useRejection(
  request: CreateDatabase | undefined,
  manifests: boolean | undefined,
): { isCurrent: boolean; rejection?: Rejection } {
  const api = useApi(postgresApiRef);
  const key = request && JSON.stringify(request);
  const [result, setResult] = useState<{ key?: string; rejection?: Rejection }>(
    {},
  );

  useEffect(() => {
    if (key === undefined) return undefined;
    let isOutdated = false;
    const timer = setTimeout(async () => {
      const rejection = await findRejection(api, JSON.parse(key), {
        manifests,
      });
      if (!isOutdated) setResult({ key, rejection });
    }, PAUSE_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [api, key, manifests]);

  return {
    isCurrent: key !== undefined && result.key === key,
    rejection: result.rejection,
  };
}
