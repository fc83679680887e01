import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';

/** A watch that is late must not keep the answer to a write that is done. */
const SEEN_WITHIN_MS = 5_000;

/** Waits until memory holds what was just written. False where that takes too long. */
export function untilSeen(
  isSeen: () => boolean,
  signal?: AbortSignal,
): Promise<boolean> {
  return waitUntil(isSeen, { everyMs: 10, withinMs: SEEN_WITHIN_MS, signal });
}
