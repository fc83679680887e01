import type { Message } from '@pgstage/backstage-plugin-postgres-common';

/** Returns the id of a message with the values of its parameters, as in `shop.moved(Oslo, Rome)`: a short form for tables of expected messages. */
export function idsOf({ id, params = {} }: Message): string {
  const values = Object.values(params).map(value =>
    typeof value === 'object' ? idsOf(value) : value,
  );
  return values.length ? `${id}(${values.join(', ')})` : id;
}
