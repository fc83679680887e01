/**
 * Calls a function with a timeout. After the timeout, aborts the signal of the
 * call, and does not wait for a call that ignores it.
 *
 * @param timeoutError - returns the error to throw after the timeout
 * @param stop - ends the call earlier; its reason is thrown
 * @public
 */
export async function withTimeout<T>(
  timeoutMs: number,
  timeoutError: (seconds: number) => Error,
  call: (signal: AbortSignal) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  stop?.throwIfAborted();
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onStop = () => {};
  const ended = new Promise<never>((_, reject) => {
    const end = (error: unknown) => {
      // Before the abort, so that the call's own error does not reject first.
      reject(error);
      controller.abort();
    };
    timer = setTimeout(() => end(timeoutError(timeoutMs / 1000)), timeoutMs);
    onStop = () => end(stop?.reason);
    stop?.addEventListener('abort', onStop);
  });
  try {
    return await Promise.race([call(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', onStop);
  }
}

/**
 * Waits for a probe, but at most `ms` milliseconds. Ignores its failure: the
 * caller continues with the previous result.
 *
 * @public
 */
export async function within(
  ms: number,
  probe: Promise<unknown>,
): Promise<void> {
  const ended = new AbortController();
  await Promise.race([probe.catch(() => undefined), pause(ms, ended.signal)]);
  ended.abort();
}

/**
 * Waits for `ms` milliseconds, or until the signal is aborted; does not throw.
 * Uses global timers, which tests can replace.
 *
 * @public
 */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise(done => {
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    function end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      done();
    }
  });
}

/**
 * Polls until a check returns true. Returns false after `withinMs`.
 *
 * @throws the reason of the signal after it is aborted
 * @public
 */
export async function waitUntil(
  check: () => boolean,
  { everyMs, withinMs, signal }: WaitOptions,
): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (!check()) {
    if (Date.now() >= end) return false;
    await pause(everyMs, signal);
    signal?.throwIfAborted();
  }
  return true;
}

/** @see {@link waitUntil} @public */
export interface WaitOptions {
  /** Interval between two checks, in milliseconds. */
  everyMs: number;
  /** Maximum time to wait, in milliseconds. */
  withinMs: number;
  signal?: AbortSignal;
}
