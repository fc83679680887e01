import { isDeepStrictEqual } from 'node:util';

/** A JSON object: of a manifest, a patch or managed fields. @public */
export type Fields = Record<string, unknown>;

/** Whether it has fields of its own: lists and single values have none. @public */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two list items are the same one, independent of their index: they have the same name or, without names, are equal. */
export function isSameItem(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(identityOf(one), identityOf(other));
}

function identityOf(item: unknown): unknown {
  return isFields(item) && typeof item.name === 'string' ? item.name : item;
}
