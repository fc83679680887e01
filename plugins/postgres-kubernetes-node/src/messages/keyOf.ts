import type { Message } from '@pgstage/backstage-plugin-postgres-common';

/** Returns a key that only equal messages have, independent of their words. */
export function keyOf({ id, params = {} }: Message): string {
  const values = Object.values(params).map(value =>
    typeof value === 'object' ? keyOf(value) : value,
  );
  return [id, ...values].join(' ');
}
