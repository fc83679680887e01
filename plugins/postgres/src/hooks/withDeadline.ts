import { NoAnswerError } from '../model/NoAnswerError';

/**
 * Runs a request that ends with `signal`, and fails once `seconds` are over: a
 * connection that hangs would otherwise look like one that waits.
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
      reject(new NoAnswerError({ seconds }));
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
