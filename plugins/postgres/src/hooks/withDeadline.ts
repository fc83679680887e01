import { NoResponseError } from '../model/NoResponseError';

/**
 * Runs a request with a timeout of `seconds`, and with the abort signal
 * `signal`. Without a timeout, a hanging connection would look like a waiting
 * one.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  seconds: number,
): Promise<T> {
  const request = new AbortController();
  const abort = () => request.abort();
  signal.addEventListener('abort', abort);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NoResponseError({ seconds }));
      abort();
    }, seconds * 1000);
  });
  try {
    return await Promise.race([run(request.signal), deadline]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
