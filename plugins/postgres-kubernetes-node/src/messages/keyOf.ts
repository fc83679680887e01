import type { Message } from '@pgstage/backstage-plugin-postgres-common';

/** Returns a key that only equal messages have, independent of their words. */
export function keyOf(message: Message): string {
  return JSON.stringify(identityOf(message));
}

function identityOf({ id, params = {} }: Message): unknown[] {
  return [
    id,
    ...Object.values(params).map(value =>
      typeof value === 'object' ? identityOf(value) : value,
    ),
  ];
}
