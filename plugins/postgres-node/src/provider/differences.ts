import { isDeepStrictEqual } from 'node:util';
import type {
  Binding,
  Difference,
} from '@pgstage/backstage-plugin-postgres-common';

/**
 * Returns the fields in which an existing object differs from the requested one.
 * Both must omit fields that do not count.
 *
 * @param prefix - prefix of the names of all fields, for example `options.`
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

/** Returns the binding in the form that is compared and written: the order of its entities has no meaning. @public */
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
