import type {
  DatabaseSpec,
  FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';

/** A spec and its issues. @public */
export interface CheckedSpec {
  spec: DatabaseSpec;
  issues: FieldIssue[];
}

/**
 * What a change brings that the configuration does not allow. What the record
 * holds already, allowed or no longer, is no reason to refuse a change of
 * something else.
 *
 * @public
 */
export function newIssues(
  recorded: CheckedSpec,
  changed: CheckedSpec,
): FieldIssue[] {
  const known = new Set(
    recorded.issues.map(issue => identityOf(issue, recorded.spec)),
  );
  return changed.issues.filter(
    issue => !known.has(identityOf(issue, changed.spec)),
  );
}

/** The same for the same value under the same rule, wherever in a list it stands. */
function identityOf({ field, rule }: FieldIssue, spec: DatabaseSpec): string {
  const place = field.replace(/\.\d+(?=\.|$)/g, '.*');
  return JSON.stringify([place, rule, valueAt(spec, field)]);
}

/** Names in the path may hold dots. */
function valueAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  if (Object.hasOwn(fields, path)) return fields[path];
  const head = Object.keys(fields).find(key => path.startsWith(`${key}.`));
  return head && valueAt(fields[head], path.slice(head.length + 1));
}
