/**
 * Rules for names. Source: `CreateDBInstance` of the API reference of Amazon RDS,
 * and the names that PostgreSQL and Amazon RDS reserve.
 */

/** Pattern of identifiers, which are also part of the names of security groups and snapshots. */
export const NAME_PATTERN = '^[a-z](-?[a-z0-9])*$';
export const NAME_MAX_LENGTH = 63;
export const NAME_RULE =
  'must be at most 63 lowercase letters, digits or -, start with a letter, not end with -, and not contain --';

const DATABASE = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;
const RESERVED_DATABASES = new Set([
  ...['postgres', 'template0', 'template1'],
  ...['rdsadmin', 'admin', 'db', 'database'],
]);

/** The master user of PostgreSQL on Amazon RDS has at most 16 characters. */
const USER = /^[A-Za-z][A-Za-z0-9_]{0,15}$/;
const RESERVED_USERS = new Set([
  ...['admin', 'postgres', 'public', 'user', 'rdsadmin', 'rdsrepladmin'],
  ...['rds_superuser', 'rdstopmgr', 'none'],
]);

/** Returns the rule that the identifier of a new instance breaks; undefined if it is valid. */
export function nameProblem(name: string): string | undefined {
  return name.length <= NAME_MAX_LENGTH && new RegExp(NAME_PATTERN).test(name)
    ? undefined
    : NAME_RULE;
}

/** Returns the rule that the name of a new database breaks; undefined if it is valid. */
export function databaseProblem(database: string): string | undefined {
  if (!DATABASE.test(database))
    return 'must be at most 63 letters, digits or _, and start with a letter';
  return RESERVED_DATABASES.has(database.toLowerCase())
    ? 'must not be a name that PostgreSQL or Amazon RDS reserves'
    : undefined;
}

/** Returns the rule that the name of a new master user breaks; undefined if it is valid. */
export function userProblem(user: string): string | undefined {
  if (!USER.test(user))
    return 'must be at most 16 letters, digits or _, and start with a letter';
  return RESERVED_USERS.has(user.toLowerCase()) || /^(pg|rds)_/i.test(user)
    ? 'must not be a name that PostgreSQL or Amazon RDS reserves'
    : undefined;
}

/** Returns the default name of the database in an instance. */
export function defaultDatabase(name: string): string {
  return name.replace(/-/g, '_');
}

/** Returns the default name of the master user. */
export function defaultUser(name: string): string {
  return defaultDatabase(name).slice(0, 16).replace(/_+$/, '');
}

/** Returns the names of the groups of a database. AWS compares names case-insensitively. */
export const groupNames = (name: string) => ({
  incoming: `pgstage-${name}`,
  outgoing: `pgstage-${name}-clients`,
});
