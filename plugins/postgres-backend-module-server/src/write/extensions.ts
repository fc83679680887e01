import { ConflictError } from '@backstage/errors';
import {
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  type Query,
  saidBy,
  sqlStateOf,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier } from 'pg';
import type { Target } from './Target';

/** An extension that a server could create. */
interface Available {
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

async function readAvailable(
  query: Query,
  names: string[],
): Promise<Map<string, Available>> {
  const rows = await query<Available>(AVAILABLE, [names]);
  return new Map(rows.map(row => [row.name, row]));
}

/** Each after those that it requires. */
function inOrder(
  names: string[],
  available: ReadonlyMap<string, Available>,
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

/** Extensions that a database has already. None where it lets nobody in, as template0. */
async function installedIn(
  { connections }: Target,
  database: string,
): Promise<string[]> {
  return connections
    .session(
      session =>
        session.query<{ name: string }>(
          'SELECT extname::text AS name FROM pg_extension',
        ),
      { database },
    )
    .then(
      rows => rows.map(({ name }) => name),
      // Every database has it.
      () => ['plpgsql'],
    );
}

/**
 * Checks that the server can create these extensions, before anything is made.
 *
 * @param database - the database that gets them, or the template that a new one is copied from
 * @param drop - those of the database that go
 * @throws InvalidFieldsError that names what is not there, what our role may
 * not create, and what is required and missing.
 */
export async function checkExtensions(
  target: Target,
  query: Query,
  extensions: string[],
  { database, drop = [] }: { database: string; drop?: string[] },
): Promise<void> {
  if (!extensions.length) return;
  const { id, extensions: allowed } = target.connections.server;
  const available = await readAvailable(query, extensions);
  const installed = (await installedIn(target, database)).filter(
    name => !drop.includes(name),
  );
  const issues = extensions.flatMap((name): FieldIssue[] => {
    const found = available.get(name);
    const isThere = installed.includes(name);
    const mustNot = (why: string) => [
      { field: 'extensions', rule: `must not hold ${name}: ${why}` },
    ];
    if (!found && !isThere) return mustNot(`not installed on server ${id}`);
    if (found && !found.creatable && !isThere)
      return mustNot(
        `PostgreSQL lets only a superuser create it, and Backstage's role on server ${id} is none`,
      );
    return (found?.requires ?? [])
      .filter(required => !extensions.includes(required))
      .filter(required => !installed.includes(required))
      .map(required => ({
        field: 'extensions',
        rule: `must hold ${required} as well: ${name} requires it${
          allowed.includes(required)
            ? ''
            : `, and server ${id} does not allow it`
        }`,
      }));
  });
  if (issues.length) throw new InvalidFieldsError(issues);
}

/**
 * Creates and drops extensions inside the database; both may be repeated.
 *
 * @throws ConflictError where something in the database needs a dropped one.
 */
export async function applyExtensions(
  { name, connections }: Target,
  { create, drop = [] }: { create: string[]; drop?: string[] },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!create.length && !drop.length) return;
  await connections.session(
    async session => {
      const available = await readAvailable(session.query.bind(session), [
        ...create,
        ...drop,
      ]);
      for (const extension of inOrder(create, available)) {
        await session.query(
          `CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)}`,
        );
      }
      for (const extension of inOrder(drop, available).reverse()) {
        try {
          // No CASCADE: columns and indexes of the application hang on it.
          await session.query(
            `DROP EXTENSION IF EXISTS ${escapeIdentifier(extension)}`,
          );
        } catch (error) {
          if (sqlStateOf(error) !== '2BP01') throw error;
          throw new ConflictError(
            `Extension ${extension} stays: ${saidBy(
              error as Error,
            )}. Drop those objects first`,
          );
        }
      }
    },
    { database: name, signal },
  );
}
