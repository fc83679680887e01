import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import {
  applyExtensions,
  extensionIssues,
  type Query,
  readAvailableExtensions,
  readInstalledExtensions,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { WriteContext } from './WriteContext';

/** Reads the installed extensions of a database. Assumes the default for one that does not allow connections, such as template0. */
async function installedIn(
  { connections }: WriteContext,
  database: string,
): Promise<string[]> {
  return connections
    .session(session => readInstalledExtensions(session.query.bind(session)), {
      database,
    })
    .catch(
      // Installed in every database by default.
      () => ['plpgsql'],
    );
}

/**
 * Checks that the server can create these extensions, before anything is
 * written.
 *
 * @param database - where they are created, or the template of a new database
 * @param drop - extensions that are dropped
 * @throws InvalidFieldsError for extensions that are unavailable, that
 * Backstage's role may not create, or whose dependencies are missing
 */
export async function checkExtensions(
  target: WriteContext,
  query: Query,
  extensions: string[],
  { database, drop = [] }: { database: string; drop?: string[] },
): Promise<void> {
  if (!extensions.length) return;
  const { id, extensions: allowed } = target.connections.server;
  const available = await readAvailableExtensions(query, extensions);
  const installed = (await installedIn(target, database)).filter(
    name => !drop.includes(name),
  );
  const issues = extensionIssues(extensions, {
    available,
    installed,
    allowed,
    system: `server ${id}`,
  });
  if (issues.length) throw new InvalidFieldsError(issues);
}

/**
 * Creates and drops extensions of the database; both are idempotent.
 *
 * @throws ConflictError if objects in the database depend on a dropped one
 */
export async function changeExtensions(
  { name, connections, signal }: WriteContext,
  change: { create: string[]; drop?: string[] },
): Promise<void> {
  if (!change.create.length && !change.drop?.length) return;
  await connections.session(
    session => applyExtensions(session.query.bind(session), change),
    { database: name, signal },
  );
}
