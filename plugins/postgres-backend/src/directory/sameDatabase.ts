import { isDeepStrictEqual } from 'node:util';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';

/**
 * Returns whether two observations are equal, except for observation times and
 * the numbers of the summary.
 */
export function sameDatabase(a: Database, b: Database): boolean {
  return isDeepStrictEqual(withoutNumbers(a), withoutNumbers(b));
}

function withoutNumbers({
  observedAt,
  summary,
  usable,
  safe,
  ...rest
}: Database) {
  // Compared as JSON, in which an undefined field equals an absent one.
  return JSON.parse(
    JSON.stringify({
      ...rest,
      usable: { ...usable, at: undefined },
      safe: { ...safe, at: undefined },
    }),
  );
}
