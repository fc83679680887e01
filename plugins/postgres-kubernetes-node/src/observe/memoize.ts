/**
 * Computes a value once for each source object, such as a snapshot or the facts
 * about backups: several rules ask for it in every evaluation. The value is
 * dropped together with its source.
 *
 * @public
 */
export function memoize<TSource extends object, T>(
  compute: (source: TSource) => T,
): (source: TSource) => T {
  const known = new WeakMap<TSource, { value: T }>();
  return source => {
    const entry = known.get(source) ?? { value: compute(source) };
    known.set(source, entry);
    return entry.value;
  };
}

/** Compares by code units: locale-aware comparison is slow, and names and times need none. @public */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
