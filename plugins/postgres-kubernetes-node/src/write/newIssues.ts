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
 * Returns issues that a change introduces. Recorded values, allowed or no
 * longer, do not block a change of something else.
 *
 * @public
 */
export function newIssues(
  recorded: CheckedSpec,
  changed: CheckedSpec,
): FieldIssue[] {
  const known = new Set(
    recorded.issues.map(issue => keyOf(issue, recorded.spec)),
  );
  return changed.issues.filter(issue => !known.has(keyOf(issue, changed.spec)));
}

/** Key of an issue: equal for the same value under the same rule, at any index of a list. */
function keyOf({ field, rule }: FieldIssue, spec: DatabaseSpec): string {
  const path = field.replace(/\.\d+(?=\.|$)/g, '.*');
  return JSON.stringify([path, rule, valueAt(spec, field)]);
}

/** Names in the path may contain dots. */
function valueAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  if (Object.hasOwn(fields, path)) return fields[path];
  const head = Object.keys(fields).find(key => path.startsWith(`${key}.`));
  return head && valueAt(fields[head], path.slice(head.length + 1));
}
