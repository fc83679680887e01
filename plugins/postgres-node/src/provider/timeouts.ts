/**
 * Ends a call that takes too long: tells it through its signal, and does not
 * wait for one that does not listen.
 *
 * @param tooLate - the error that the caller gets then
 * @param stop - ends the call early, with its reason
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
      // First, so that the answer is this and not what the abort causes.
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
 * Waits for a probe, but not for ever. One that fails or hangs leaves what was
 * known before.
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
 * Waits, or ends early where `signal` says so, without an error. By the clock
 * that tests can set.
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
 * Asks again and again until the answer is yes. Returns whether it was yes in
 * time.
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
  /** Longest that is waited. */
  withinMs: number;
  signal?: AbortSignal;
}
