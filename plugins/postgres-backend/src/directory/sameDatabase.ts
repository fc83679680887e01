import { isDeepStrictEqual } from 'node:util';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';

/** Whether two observations differ in nothing but when things were seen and the numbers of the summary. */
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
  // Through JSON, as a reader sees it: a field that is undefined equals one that is absent.
  return JSON.parse(
    JSON.stringify({
      ...rest,
      usable: { ...usable, at: undefined },
      safe: { ...safe, at: undefined },
    }),
  );
}
