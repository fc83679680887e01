import {
  InvalidFieldsError,
  printable,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';

const MAX_DEPTH = 10;
const MAX_ENTRIES = 200;
/** Keys that would change the prototype of objects, or be dropped silently. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Validates what every input must fulfill, so that schemas and providers do not
 * have to.
 *
 * @throws InvalidFieldsError
 */
export function checkShape(input: unknown): void {
  const issue = findIssue(input, []);
  if (issue) throw new InvalidFieldsError([issue]);
}

function issueAt(path: string[], rule: string): FieldIssue {
  return { field: printable(path.join('.').slice(0, 200)), rule };
}

function findIssue(value: unknown, path: string[]): FieldIssue | undefined {
  const issueOf = (rule: string) => issueAt(path, rule);
  if (typeof value === 'string') {
    if (/\p{Cs}/u.test(value)) return issueOf('must be valid Unicode text');
    return value.includes('\0')
      ? issueOf('must not contain the character NUL')
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  if (path.length >= MAX_DEPTH)
    return issueOf(`must not be nested deeper than ${MAX_DEPTH} levels`);
  if (entries.length > MAX_ENTRIES)
    return issueOf(`must be at most ${MAX_ENTRIES} entries`);
  for (const [key, inner] of entries) {
    const at = [...path, key];
    const issue = FORBIDDEN_KEYS.has(key)
      ? issueAt(at, 'is not allowed as a field name')
      : findIssue(key, at) ?? findIssue(inner, at);
    if (issue) return issue;
  }
  return undefined;
}
