/**
 * Ends a call that takes too long: tells it through its signal, and does not
 * wait for one that does not listen.
 */
export async function withTimeout<T>(
  timeoutMs: number,
  tooLate: (seconds: number) => Error,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // First, so that the answer is the timeout and not what the abort causes.
      reject(tooLate(timeoutMs / 1000));
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([call(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
