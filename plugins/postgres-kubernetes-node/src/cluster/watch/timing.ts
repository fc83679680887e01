/** Time limits of a watch. Tests shorten them. @public */
export interface WatchTiming {
  /** Until a list is complete or a watch starts. */
  requestTimeoutMs: number;
  /**
   * A watch without events for this long is dead: the API server sends a
   * bookmark about every minute.
   */
  silentAfterMs: number;
  /** The API server ends a watch after this time, and the reflector resumes it. */
  watchSeconds: number;
  backoff: { firstMs: number; maxMs: number };
  /** A kind without a watch for this long is stale. */
  blindAfterMs: number;
  /** A watch without an error for this long counts as started. */
  confirmMs: number;
  /** A kind that is refused for this long is forbidden, and not just refused by a starting API server. */
  forbiddenAfterMs: number;
  /** How often a kind that is not served is queried again. */
  discoveryMs: number;
  /** Changes within this time result in one notification. */
  batchMs: number;
  /**
   * Objects per page of a list. With larger pages, garbage of the start lives
   * long enough to grow the heap permanently.
   */
  pageSize: number;
}

export const defaultTiming: WatchTiming = {
  requestTimeoutMs: 30_000,
  silentAfterMs: 150_000,
  watchSeconds: 300,
  // Limits how long a resource stays `unreachable` after the API server is
  // back.
  backoff: { firstMs: 500, maxMs: 15_000 },
  blindAfterMs: 1_500,
  confirmMs: 1_000,
  forbiddenAfterMs: 5_000,
  discoveryMs: 30_000,
  batchMs: 20,
  pageSize: 50,
};
