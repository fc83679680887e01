import { ConflictError } from '@backstage/errors';
import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import { escapeIdentifier } from 'pg';
import { serverMessageOf, sqlStateOf } from '../connect/mapPgError';
import type { Query } from '../Query';

/**
 * An extension that a server could create.
 *
 * @public
 */
export interface AvailableExtension {
  name: string;
  requires: string[];
  /** Whether our role may create it: it is trusted, or asks for no superuser. */
  creatable: boolean;
}

const AVAILABLE = `
SELECT v.name, coalesce(v.requires::text[], '{}') AS requires,
       NOT v.superuser OR v.trusted OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS creatable
  FROM pg_available_extensions a
  JOIN pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
 WHERE a.name = ANY($1)`;

/**
 * Those of the names that the server has, by name.
 *
 * @public
 */
export async function readAvailableExtensions(
  query: Query,
  names: string[],
): Promise<Map<string, AvailableExtension>> {
  const rows = await query<AvailableExtension>(AVAILABLE, [names]);
  return new Map(rows.map(row => [row.name, row]));
}

/**
 * Extensions that the database has which `query` reaches.
 *
 * @public
 */
export async function readInstalledExtensions(query: Query): Promise<string[]> {
  const rows = await query<{ name: string }>(
    'SELECT extname::text AS name FROM pg_extension',
  );
  return rows.map(({ name }) => name);
}

/**
 * What is known of a database that shall get extensions.
 *
 * @public
 */
export interface ExtensionFacts {
  available: ReadonlyMap<string, AvailableExtension>;
  /** Those that it has, and keeps. */
  installed: string[];
  /** Those that may be asked for. */
  allowed: string[];
  /** What the database is on, for example `server main`. */
  place: string;
}

/**
 * What is not there, what our role may not create, and what is required and
 * missing.
 *
 * @public
 */
export function extensionIssues(
  extensions: string[],
  { available, installed, allowed, place }: ExtensionFacts,
): FieldIssue[] {
  return extensions.flatMap((name): FieldIssue[] => {
    const found = available.get(name);
    const isThere = installed.includes(name);
    const mustNot = (why: string) => [
      { field: 'extensions', rule: `must not hold ${name}: ${why}` },
    ];
    if (!found && !isThere) return mustNot(`not installed on ${place}`);
    if (found && !found.creatable && !isThere)
      return mustNot(
        `PostgreSQL lets only a superuser create it, and Backstage's role on ${place} is none`,
      );
    return (found?.requires ?? [])
      .filter(required => !extensions.includes(required))
      .filter(required => !installed.includes(required))
      .map(required => ({
        field: 'extensions',
        rule: `must hold ${required} as well: ${name} requires it${
          allowed.includes(required) ? '' : `, and ${place} does not allow it`
        }`,
      }));
  });
}

/** Each after those that it requires. */
function inOrder(
  names: string[],
  available: ReadonlyMap<string, AvailableExtension>,
): string[] {
  const ordered = new Set<string>();
  const visiting = new Set<string>();
  const visit = (name: string) => {
    if (visiting.has(name)) return;
    visiting.add(name);
    available
      .get(name)
      ?.requires.filter(required => names.includes(required))
      .forEach(visit);
    ordered.add(name);
  };
  names.forEach(visit);
  return [...ordered];
}

/**
 * Creates and drops extensions inside the database which `query` reaches; both
 * may be repeated.
 *
 * @throws ConflictError where something in the database needs a dropped one.
 * @public
 */
export async function applyExtensions(
  query: Query,
  { create, drop = [] }: { create: string[]; drop?: string[] },
): Promise<void> {
  const available = await readAvailableExtensions(query, [...create, ...drop]);
  for (const extension of inOrder(create, available)) {
    await query(
      `CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)}`,
    );
  }
  for (const extension of inOrder(drop, available).reverse()) {
    try {
      // No CASCADE: columns and indexes of the application hang on it.
      await query(`DROP EXTENSION IF EXISTS ${escapeIdentifier(extension)}`);
    } catch (error) {
      if (sqlStateOf(error) !== '2BP01') throw error;
      throw new ConflictError(
        `Extension ${extension} stays: ${serverMessageOf(
          error as Error,
        )}. Drop those objects first`,
      );
    }
  }
}
