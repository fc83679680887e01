import { ResponseError, toError } from '@backstage/errors';
import { useEffect, useState } from 'react';

/** What became of a request so far. */
export interface RequestState<T> {
  loading: boolean;
  value?: T;
  error?: Error;
}

/** Until it is asked again, at first and at most. */
const AGAIN_MS = 5_000;
const LIMIT_MS = 60_000;

/** Whether a later request may be answered. */
const isPassing = (error: Error) =>
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
 * Asks once per `key`, or until it is answered where Backstage cannot answer
 * now. Ends the request when the field goes away or the key changes. Without a
 * key it asks nothing.
 */
export function useRequest<T>(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
): RequestState<T> {
  const [answer, setAnswer] = useState<RequestState<T> & { key?: string }>({
    loading: true,
  });

  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const settle = (result: { value: T } | { error: Error }) => {
      if (!signal.aborted) setAnswer({ loading: false, key, ...result });
    };
    const follow = async () => {
      let delayMs = AGAIN_MS;
      while (!signal.aborted) {
        try {
          return settle({ value: await ask(signal) });
        } catch (thrown) {
          const error = toError(thrown);
          settle({ error });
          if (!isPassing(error)) return undefined;
        }
        // Where nobody looks it can wait.
        do await pause(delayMs, signal);
        while (document.hidden && !signal.aborted);
        delayMs = Math.min(2 * delayMs, LIMIT_MS);
      }
      return undefined;
    };
    follow();
    return () => controller.abort();
    // The key stands for all that `ask` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  return answer.key === key && key !== undefined
    ? answer
    : { loading: key !== undefined };
}
