import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * A choice that is stored in the URL, so that a link shows the same content. An
 * unsupported value counts as the first one.
 */
export function useUrlChoice<T extends string>(
  name: string,
  offered: readonly T[],
): [T, (value: T) => void] {
  const [params, setParams] = useSearchParams();
  const wanted = params.get(name);
  const chosen = offered.find(value => value === wanted) ?? offered[0];
  const choose = useCallback(
    (value: T) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    [name, setParams],
  );
  return [chosen, choose];
}
