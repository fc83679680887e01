import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';

/**
 * Pattern for the names of new databases and roles. Existing names can be any.
 *
 * @public
 */
export const NAME_PATTERN = '^[a-z_][a-z0-9_-]{0,62}$';
/**
 * {@link NAME_PATTERN} as the rule of a `FieldIssue`.
 *
 * @public
 */
export const NAME_RULE =
  'must start with a lowercase letter or _ and have up to 63 lowercase letters, digits, _ or -';

const RESERVED_DATABASES = new Set(['postgres', 'template0', 'template1']);
const RESERVED_ROLES = new Set(['public', 'none', 'postgres']);

/**
 * Returns the issues of the name of a new database.
 *
 * @public
 */
export function databaseNameIssues(field: string, name: string): FieldIssue[] {
  if (!new RegExp(NAME_PATTERN).test(name)) return [{ field, rule: NAME_RULE }];
  return RESERVED_DATABASES.has(name)
    ? [{ field, rule: `must not be ${name}, which exists on every server` }]
    : [];
}

/**
 * Returns the issues of the name of a new role.
 *
 * @public
 */
export function roleNameIssues(
  field: string,
  name: string,
  adminRole: string,
): FieldIssue[] {
  if (!new RegExp(NAME_PATTERN).test(name)) return [{ field, rule: NAME_RULE }];
  return name.startsWith('pg_') ||
    RESERVED_ROLES.has(name) ||
    name === adminRole
    ? [
        {
          field,
          rule: 'must not be a role that is reserved for PostgreSQL or Backstage',
        },
      ]
    : [];
}
