import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';

/** A late watch must not block the response to a completed write. */
const CACHED_WITHIN_MS = 5_000;

/** Waits until the cache contains what was just written. Returns false if that takes too long. @public */
export function untilCached(
  isCached: () => boolean,
  signal?: AbortSignal,
): Promise<boolean> {
  return waitUntil(isCached, {
    everyMs: 10,
    withinMs: CACHED_WITHIN_MS,
    signal,
  });
}
