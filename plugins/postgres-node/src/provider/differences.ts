import { isDeepStrictEqual } from 'node:util';
import type {
  Binding,
  Difference,
} from '@pgstage/backstage-plugin-postgres-common';

/**
 * Returns the fields in which an existing object differs from the requested one.
 * Pass only the fields to compare.
 *
 * @param prefix - for the names of all fields, for example `options.`
 * @public
 */
export function differencesOf(
  existing: Record<string, unknown>,
  requested: Record<string, unknown>,
  prefix = '',
): Difference[] {
  return [...new Set([...Object.keys(existing), ...Object.keys(requested)])]
    .filter(field => !isDeepStrictEqual(existing[field], requested[field]))
    .map(field => ({
      field: `${prefix}${field}`,
      existing: show(existing[field]),
      requested: show(requested[field]),
    }));
}

/** Returns the binding with its entities sorted and without duplicates, as it is compared and written. @public */
export function normalBinding(binding: Binding): Binding {
  return { ...binding, entityRefs: [...new Set(binding.entityRefs)].sort() };
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return 'none';
  return Array.isArray(value) && value.every(one => typeof one === 'string')
    ? value.join(', ') || 'none'
    : JSON.stringify(value);
}
