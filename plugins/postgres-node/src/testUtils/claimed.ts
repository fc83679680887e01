import {
  defineMessages,
  type Claim,
} from '@pgstage/backstage-plugin-postgres-common';

const message = defineMessages('test', { notObserved: 'Not observed yet' });

/** Returns a claim for a test; unknown if `value` is undefined. @public */
export function claimed(
  value: boolean | undefined,
  at = new Date().toISOString(),
): Claim {
  return value === undefined
    ? { value: null, reason: message('notObserved') }
    : { value, source: 'instance', at };
}
