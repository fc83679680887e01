import { ResponseError, toError } from '@backstage/errors';
import { useEffect, useState } from 'react';

/** State of a request. */
export interface RequestState<T> {
  loading: boolean;
  value?: T;
  error?: Error;
}

/** First and longest delay before a retry. */
const AGAIN_MS = 5_000;
const LIMIT_MS = 60_000;

/** Returns whether an error is transient. */
const isTransient = (error: Error) =>
  !(error instanceof ResponseError) ||
  (error.statusCode >= 500 && error.statusCode !== 501);

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/**
 * Sends a request once for each `key`, and retries while Backstage cannot
 * respond. Aborts the request when the field is unmounted or the key changes.
 * Sends nothing without a key.
 */
export function useRequest<T>(
  key: string | undefined,
  send: (signal: AbortSignal) => Promise<T>,
): RequestState<T> {
  const [result, setResult] = useState<RequestState<T> & { key?: string }>({
    loading: true,
  });

  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const settle = (outcome: { value: T } | { error: Error }) => {
      if (!signal.aborted) setResult({ loading: false, key, ...outcome });
    };
    const follow = async () => {
      let delayMs = AGAIN_MS;
      while (!signal.aborted) {
        try {
          return settle({ value: await send(signal) });
        } catch (thrown) {
          const error = toError(thrown);
          settle({ error });
          if (!isTransient(error)) return undefined;
        }
        // A hidden page can wait.
        do await pause(delayMs, signal);
        while (document.hidden && !signal.aborted);
        delayMs = Math.min(2 * delayMs, LIMIT_MS);
      }
      return undefined;
    };
    follow();
    return () => controller.abort();
    // The key represents everything that `send` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  return result.key === key && key !== undefined
    ? result
    : { loading: key !== undefined };
}
