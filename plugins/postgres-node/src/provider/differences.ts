import { isDeepStrictEqual } from 'node:util';
import type {
  Binding,
  Difference,
} from '@pgstage/backstage-plugin-postgres-common';

/**
 * Where what exists is not what is asked for, field by field. Both say the
 * same of what they leave out: a field that does not count is in neither.
 *
 * @param prefix - of the names of all fields, for example `options.`
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

/** The binding as it is compared and written: its entities mean the same in any order. @public */
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
