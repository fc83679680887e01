import type { Claim } from '@pgstage/backstage-plugin-postgres-common';

/** Returns a claim for a test; unknown if `value` is undefined. @public */
export function claimed(
  value: boolean | undefined,
  at = new Date().toISOString(),
): Claim {
  return value === undefined
    ? { value: null, reason: 'Not observed yet' }
    : { value, source: 'instance', at };
}
