/**
 * Aborts a call that takes too long, without waiting for a call that ignores its
 * signal.
 *
 * @param tooLate - returns the error to throw after the timeout
 * @param stop - aborts the call earlier; its reason is thrown
 * @public
 */
export async function withTimeout<T>(
  timeoutMs: number,
  tooLate: (seconds: number) => Error,
  call: (signal: AbortSignal) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  stop?.throwIfAborted();
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onStop = () => {};
  const ended = new Promise<never>((_, reject) => {
    const end = (error: unknown) => {
      // Before the abort, whose own error would otherwise win.
      reject(error);
      controller.abort();
    };
    timer = setTimeout(() => end(tooLate(timeoutMs / 1000)), timeoutMs);
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
 * Waits for a probe for at most `ms` milliseconds. Ignores its failure: what was
 * known before still counts.
 *
 * @public
 */
export async function within(
  ms: number,
  probe: Promise<unknown>,
): Promise<void> {
  const answered = new AbortController();
  await Promise.race([
    probe.catch(() => undefined),
    pause(ms, answered.signal),
  ]);
  answered.abort();
}

/**
 * Waits for `ms` milliseconds, or until `signal` is aborted, which is no error.
 * Uses the timers that tests can fake.
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
 * Polls until `isSo` returns true. Returns whether it did in time.
 *
 * @throws the reason of `signal`
 * @public
 */
export async function waitUntil(
  isSo: () => boolean,
  { everyMs, withinMs, signal }: WaitOptions,
): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() >= end) return false;
    await pause(everyMs, signal);
    signal?.throwIfAborted();
  }
  return true;
}

/** @see {@link waitUntil} @public */
export interface WaitOptions {
  everyMs: number;
  /** Longest wait, in milliseconds. */
  withinMs: number;
  signal?: AbortSignal;
}
