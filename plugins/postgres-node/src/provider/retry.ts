import { pause } from './timeouts';

/** Which failures are retried, when, and how often. @public */
export interface RetryPolicy {
  /** Number of attempts, including the first. */
  tries: number;
  /** Returns the milliseconds until the next attempt, 0 for none; undefined for a permanent failure. */
  waitMs(error: unknown): number | undefined;
  /** Epoch milliseconds; an attempt that would start later is not made. The first one is always made. */
  deadline?: number;
  /** Ends the wait for the next attempt. An attempt that is running has to obey the signal itself. */
  signal?: AbortSignal;
}

/**
 * Repeats a function after transient failures.
 *
 * @throws the last failure; or the reason of the signal, if it is aborted before
 * an attempt
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
