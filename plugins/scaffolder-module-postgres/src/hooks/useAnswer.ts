import { ResponseError } from '@backstage/errors';
import { useEffect, useState } from 'react';

/** What became of a request so far. */
export interface Answer<T> {
  loading: boolean;
  value?: T;
  error?: Error;
}

const AGAIN_MS = 5_000;

/** Whether a later request may be answered. */
const isPassing = (error: Error) =>
  !(error instanceof ResponseError) || error.statusCode >= 500;

/**
 * Asks once per `key`, or until it is answered where Backstage cannot answer
 * now. Ends the request when the field goes away or the key changes. Without a
 * key it asks nothing.
 */
export function useAnswer<T>(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { key?: string }>({
    loading: true,
  });

  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    let again: ReturnType<typeof setTimeout>;
    const settle = (result: { value: T } | { error: Error }) => {
      if (!controller.signal.aborted)
        setAnswer({ loading: false, key, ...result });
    };
    const start = () =>
      ask(controller.signal).then(
        value => settle({ value }),
        error => {
          settle({ error });
          if (isPassing(error) && !controller.signal.aborted)
            again = setTimeout(start, AGAIN_MS);
        },
      );
    start();
    return () => {
      controller.abort();
      clearTimeout(again);
    };
    // The key stands for all that `ask` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  return answer.key === key && key !== undefined
    ? answer
    : { loading: key !== undefined };
}
