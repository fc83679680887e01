import { pause } from './timeouts';

/** Which failures are tried again, and when. @public */
export interface RetryPolicy {
  /** Of all tries, the first included. */
  tries: number;
  /** Milliseconds until the next try, 0 for at once; undefined for a failure that stays one. */
  waitMs(error: unknown): number | undefined;
  /** Epoch milliseconds after which nobody waits for an answer any more. */
  deadline?: number;
  /** Ends the wait for the next try. */
  signal?: AbortSignal;
}

/**
 * Repeats work that failed in a way that passes.
 *
 * @throws the last failure; `signal.reason` where the signal has ended, before
 * a try or while the next one was waited for
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
