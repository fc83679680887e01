import type { Claim } from '@pgstage/backstage-plugin-postgres-common';

/** A claim for a test; `undefined`: nobody knows. @public */
export function claimed(
  value: boolean | undefined,
  at = new Date().toISOString(),
): Claim {
  return value === undefined
    ? { value: null, reason: 'Nobody has looked yet' }
    : { value, source: 'instance', at };
}
