import {
  InvalidFieldsError,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';

export const fields = [
  'version',
  'size',
  'instances',
  'database',
  'user',
  'extensions',
  'protected',
  'roles',
  'databases',
  'options',
] as const;

export const namePattern = '^[a-z][a-z0-9]*$';

const isName = (name: string) =>
  new RegExp(namePattern).test(name) && name.length <= 40;
const isReserved = (name: string) =>
  ['postgres', 'template1'].includes(name) || name.startsWith('pg_');

const nameRule =
  'must consist of lower case letters and digits, and not be reserved';

const rules: Partial<
  Record<string, [rule: string, test: (value: never) => boolean]>
> = {
  name: [nameRule, (name: string) => isName(name) && !isReserved(name)],
  user: [nameRule, (name: string) => isName(name) && !isReserved(name)],
  version: ['must be 17', (version: string) => version === '17'],
  size: ['must be small', (size: string) => size === 'small'],
  instances: ['must be at least 1', (count: number) => count >= 1],
};

/** Yields the violated rules of a request. */
function* issuesOf(
  request: DatabaseSpec & { name?: string },
): Generator<FieldIssue> {
  const { extensions = [], options = {}, ...others } = request;
  const { roles = [], databases = [], ...rest } = others;
  for (const [field, value] of Object.entries(rest)) {
    const [rule, test] = rules[field] ?? [];
    if (test && value !== undefined && !test(value as never))
      yield { field, rule: rule! };
    const known = field === 'name' || fields.includes(field as never);
    if (!known) yield { field, rule: 'is not supported' };
  }
  for (const [index, extension] of extensions.entries())
    if (!['citext', 'pg_trgm'].includes(extension))
      yield { field: `extensions.${index}`, rule: 'is not allowed' };
  for (const [field, entries] of Object.entries({ roles, databases }))
    for (const [index, { name }] of entries.entries())
      if (!isName(name) || isReserved(name))
        yield { field: `${field}.${index}.name`, rule: nameRule };
  for (const option of Object.keys(options))
    if (!['note', 'target', 'init'].includes(option))
      yield { field: `options.${option}`, rule: 'is not known' };
}

/** @throws InvalidFieldsError */
export function checkRequest(request: DatabaseSpec & { name?: string }): void {
  const issues = [...issuesOf(request)];
  if (issues.length) throw new InvalidFieldsError(issues);
}
