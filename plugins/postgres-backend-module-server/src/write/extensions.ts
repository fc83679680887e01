import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import {
  applyExtensions,
  extensionIssues,
  type Query,
  readAvailableExtensions,
  readInstalledExtensions,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { WriteContext } from './WriteContext';

/** Extensions that a database has already. None where it lets nobody in, as template0. */
async function installedIn(
  { connections }: WriteContext,
  database: string,
): Promise<string[]> {
  return connections
    .session(session => readInstalledExtensions(session.query.bind(session)), {
      database,
    })
    .catch(
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
    place: `server ${id}`,
  });
  if (issues.length) throw new InvalidFieldsError(issues);
}

/**
 * Creates and drops extensions inside the database; both may be repeated.
 *
 * @throws ConflictError where something in the database needs a dropped one.
 */
export async function changeExtensions(
  { name, connections }: WriteContext,
  change: { create: string[]; drop?: string[] },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!change.create.length && !change.drop?.length) return;
  await connections.session(
    session => applyExtensions(session.query.bind(session), change),
    { database: name, signal },
  );
}
