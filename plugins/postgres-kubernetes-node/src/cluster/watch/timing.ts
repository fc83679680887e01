/** Time limits of a watch. Tests use shorter ones. @public */
export interface WatchTiming {
  /** Until a page of a list is complete or a watch starts. */
  requestTimeoutMs: number;
  /**
   * A watch without an event for this long is ended: the API server sends a
   * bookmark about every minute.
   */
  silentAfterMs: number;
  /** The API server ends a watch after about this time, and the reflector resumes it. */
  watchSeconds: number;
  backoff: { firstMs: number; maxMs: number };
  /** A kind that has not been watched for this long is `unreachable`. */
  blindAfterMs: number;
  /** After a failure, a kind counts as read once a watch has lasted this long or has sent an event. */
  confirmMs: number;
  /** A kind is `forbidden` once its requests have been refused for this long: a starting API server refuses all requests. */
  forbiddenAfterMs: number;
  /** How often, on average, a kind that is not served is queried again. */
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
  // Limits how long a kind stays `unreachable` after the API server is back: with
  // `confirmMs`, less than 5 s (docs/reliability.md).
  backoff: { firstMs: 500, maxMs: 3_500 },
  blindAfterMs: 1_500,
  confirmMs: 1_000,
  forbiddenAfterMs: 5_000,
  discoveryMs: 30_000,
  batchMs: 20,
  pageSize: 50,
};
