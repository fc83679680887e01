import { DatabaseView, Part } from '@pgstage/backstage-plugin-postgres-common';

/** A further role, as `options.roles` holds it. */
export interface DeclaredRole {
  name: string;
  login?: boolean;
  createdb?: boolean;
  inRoles?: string[];
  passwordSecret?: string;
}

/** A further database, as `options.databases` holds it. */
export interface DeclaredDatabase {
  name: string;
  owner?: string;
  extensions?: string[];
}

const listOf = <T>(value: unknown): T[] => (Array.isArray(value) ? value : []);

export const declaredRoles = ({ spec }: DatabaseView) =>
  listOf<DeclaredRole>(spec.options?.roles);

export const declaredDatabases = ({ spec }: DatabaseView) =>
  listOf<DeclaredDatabase>(spec.options?.databases);

/** `reporting: may log in, in readers; role "readers" does not exist`. */
export function roleWords(role: DeclaredRole, parts: Part[] = []): string {
  const { name, login = true, createdb, inRoles = [] } = role;
  return [
    `${name}: ${login ? 'may log in' : 'may not log in'}`,
    ...(createdb ? ['may create databases'] : []),
    ...(inRoles.length ? [`in ${inRoles.join(', ')}`] : []),
    ...troubleOf('role', name, parts),
  ].join(', ');
}

/** `reports: owned by orders, pg_trgm`. */
export function databaseWords(
  { name, owner, extensions = [] }: DeclaredDatabase,
  { user }: Pick<DatabaseView, 'user'>,
  parts: Part[] = [],
): string {
  return [
    `${name}: owned by ${owner ?? user ?? 'the user of the database'}`,
    ...(extensions.length ? [`with ${extensions.join(', ')}`] : []),
    ...troubleOf('database', name, parts),
  ].join(', ');
}

function troubleOf(kind: Part['kind'], name: string, parts: Part[]): string[] {
  const part = parts.find(each => each.kind === kind && each.name === name);
  return part && part.state !== 'working' ? [part.reason] : [];
}

const NAME = /^[a-z_][a-z0-9_-]{0,62}$/;

/** Why a new role or database cannot have a name. */
export function nameProblem(name: string, taken: string[]): string | undefined {
  if (!name) return undefined;
  if (taken.includes(name)) return `There is one of the name ${name} already`;
  return NAME.test(name)
    ? undefined
    : 'At most 63 small letters, digits, _ and -; begins with a letter or _';
}

/** The names in a line of text, with commas or blanks between them. */
export const namesIn = (text: string) =>
  text.split(/[\s,]+/).filter(name => name !== '');
