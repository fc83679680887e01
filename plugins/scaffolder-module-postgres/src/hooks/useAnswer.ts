import { useEffect, useState } from 'react';

/** What became of a request so far. */
export interface Answer<T> {
  loading: boolean;
  value?: T;
  error?: Error;
}

/**
 * Asks once per `key`, and ends the request when the field goes away or the
 * key changes. Without a key it asks nothing.
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
    const settle = (result: { value: T } | { error: Error }) => {
      if (!controller.signal.aborted)
        setAnswer({ loading: false, key, ...result });
    };
    ask(controller.signal).then(
      value => settle({ value }),
      error => settle({ error }),
    );
    return () => controller.abort();
    // The key stands for all that `ask` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  return answer.key === key && key !== undefined
    ? answer
    : { loading: key !== undefined };
}
