/** How a watch spends its time. Tests make it short. @public */
export interface WatchTiming {
  /** Until a list is complete or a watch begins. */
  requestTimeoutMs: number;
  /**
   * A watch that brings nothing for so long is dead: the API server sends a
   * bookmark about every minute.
   */
  silentAfterMs: number;
  /** After so long the API server ends a watch by itself, and we resume. */
  watchSeconds: number;
  backoff: { firstMs: number; maxMs: number };
  /** A kind that is not watched for so long is not known any more. */
  blindAfterMs: number;
  /** A watch that does not fail for so long has begun. */
  confirmMs: number;
  /** What is refused for so long is forbidden, and not just refused by an API server that starts. */
  forbiddenAfterMs: number;
  /** How often a kind that is not served is looked for again. */
  discoveryMs: number;
  /** Changes that come within this time end in one notification. */
  batchMs: number;
  /**
   * Objects per page of a list. With larger pages garbage of the start lives
   * long enough to grow the heap for good.
   */
  pageSize: number;
}

export const defaultTiming: WatchTiming = {
  requestTimeoutMs: 30_000,
  silentAfterMs: 150_000,
  watchSeconds: 300,
  // Whoever cannot be seen is shown so until then: no longer than it must be.
  backoff: { firstMs: 500, maxMs: 15_000 },
  blindAfterMs: 1_500,
  confirmMs: 1_000,
  forbiddenAfterMs: 5_000,
  discoveryMs: 30_000,
  batchMs: 20,
  pageSize: 50,
};
