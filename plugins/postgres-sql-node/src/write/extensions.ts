import { ConflictError } from '@backstage/errors';
import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import { escapeIdentifier } from 'pg';
import { serverMessageOf, sqlStateOf } from '../connect/mapPgError';
import type { Query } from '../Query';

/**
 * An extension that is available on a server.
 *
 * @public
 */
export interface AvailableExtension {
  name: string;
  requires: string[];
  /** Whether the role may create it: it is trusted or does not require a superuser. */
  creatable: boolean;
}

const AVAILABLE = `
SELECT v.name, coalesce(v.requires::text[], '{}') AS requires,
       NOT v.superuser OR v.trusted OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS creatable
  FROM pg_available_extensions a
  JOIN pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
 WHERE a.name = ANY($1)`;

/**
 * Reads which of the extensions are available on the server, by name.
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
 * Reads the extensions that are installed in the database of `query`.
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
 * The facts that determine which extensions can be created in a database.
 *
 * @public
 */
export interface ExtensionFacts {
  available: ReadonlyMap<string, AvailableExtension>;
  /** Installed extensions that are not dropped. */
  installed: string[];
  /** Extensions that requests may contain. */
  allowed: string[];
  /** Name of the system, for example `server main`. */
  system: string;
}

/**
 * Returns an issue for each extension that is unavailable, that the role may not
 * create, or whose dependencies are missing.
 *
 * @public
 */
export function extensionIssues(
  extensions: string[],
  { available, installed, allowed, system }: ExtensionFacts,
): FieldIssue[] {
  return extensions.flatMap((name): FieldIssue[] => {
    const extension = available.get(name);
    const isInstalled = installed.includes(name);
    const mustNot = (reason: string) => [
      { field: 'extensions', rule: `must not contain ${name}: ${reason}` },
    ];
    if (!extension && !isInstalled)
      return mustNot(`it is not available on ${system}`);
    if (extension && !extension.creatable && !isInstalled)
      return mustNot(
        `only a superuser can create it, and Backstage's role on ${system} is not a superuser`,
      );
    return (extension?.requires ?? [])
      .filter(required => !extensions.includes(required))
      .filter(required => !installed.includes(required))
      .map(required => ({
        field: 'extensions',
        rule: `must also contain ${required}: ${name} requires it${
          allowed.includes(required) ? '' : `, and ${system} does not allow it`
        }`,
      }));
  });
}

/** Sorts the extensions, each after those that it requires. */
function byDependency(
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
 * Creates and drops extensions in the database of `query`. Both are idempotent.
 *
 * @throws ConflictError if objects in the database depend on a dropped one
 * @public
 */
export async function applyExtensions(
  query: Query,
  { create, drop = [] }: { create: string[]; drop?: string[] },
): Promise<void> {
  const available = await readAvailableExtensions(query, [...create, ...drop]);
  for (const extension of byDependency(create, available)) {
    await query(
      `CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)}`,
    );
  }
  for (const extension of byDependency(drop, available).reverse()) {
    try {
      // No CASCADE: it would drop columns and indexes of the application.
      await query(`DROP EXTENSION IF EXISTS ${escapeIdentifier(extension)}`);
    } catch (error) {
      if (sqlStateOf(error) !== '2BP01') throw error;
      throw new ConflictError(
        `Extension ${extension} cannot be dropped: ${serverMessageOf(
          error as Error,
        )}. Drop these objects first`,
      );
    }
  }
}
