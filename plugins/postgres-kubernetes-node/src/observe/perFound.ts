/**
 * Works something out once for each look at a database: several rules ask for
 * it, and with ten thousand databases that counts.
 *
 * @public
 */
export function perFound<Found extends object, T>(
  compute: (found: Found) => T,
): (found: Found) => T {
  const known = new WeakMap<Found, { value: T }>();
  return found => {
    const entry = known.get(found) ?? { value: compute(found) };
    known.set(found, entry);
    return entry.value;
  };
}

/** By code units: locales are slow, and names and times have none. @public */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
