import { pause } from './timeouts';

/** Which failures are retried, and when. @public */
export interface RetryPolicy {
  /** Number of attempts, including the first. */
  tries: number;
  /** Returns the milliseconds until the next attempt, 0 for immediately; undefined for a permanent failure. */
  waitMs(error: unknown): number | undefined;
  /** Epoch milliseconds after which no attempt starts. */
  deadline?: number;
  /** Aborts the wait for the next attempt. */
  signal?: AbortSignal;
}

/**
 * Repeats work after transient failures.
 *
 * @throws the last failure; `signal.reason` if the signal is aborted before an
 * attempt or during the wait for one
 * @public
 */
export async function retry<T>(
  work: () => Promise<T>,
  { tries, waitMs, deadline = Infinity, signal }: RetryPolicy,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const wait = waitMs(error);
      if (
        wait === undefined ||
        attempt === tries ||
        Date.now() + wait > deadline
      )
        throw error;
      if (wait) await pause(wait, signal);
    }
  }
}
