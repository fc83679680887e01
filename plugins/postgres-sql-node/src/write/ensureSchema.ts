import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import { escapeIdentifier } from 'pg';
import { sqlStateOf } from '../connect/mapPgError';
import type { Session } from '../connect/Session';

/** SQLSTATEs for a role without a writable schema: none in its search path, or no right in it. */
const NO_SCHEMA = new Set(['3F000', '42501']);

/**
 * Ensures that the role of applications can create a table in its new database,
 * to which the session is connected. A template can lack the default rights; then
 * a schema with the name of the role is created, which is first in the search
 * path.
 *
 * @throws UpstreamForbiddenError with the required rights
 * @public
 */
export async function ensureSchema(
  session: Session,
  {
    system,
    database,
    role,
  }: { system: string; database: string; role: string },
): Promise<void> {
  if (!(await createTableError(session, role))) return;
  const own = escapeIdentifier(role);
  // As the role, so that it owns the schema.
  await asRole(session, role, 'COMMIT', () =>
    session.query(`CREATE SCHEMA IF NOT EXISTS ${own}`),
  );
  const message = await createTableError(session, role);
  if (!message) return;
  throw new UpstreamForbiddenError(
    system,
    `role '${role}' cannot create a table in database '${database}': ${message}`,
    `Run GRANT USAGE, CREATE ON SCHEMA public TO ${own} in that database, and check that its search_path contains the schema`,
  );
}

/** Creates a table as the role and rolls back. Returns the error if the role has no writable schema. */
async function createTableError(
  session: Session,
  role: string,
): Promise<string | undefined> {
  try {
    await asRole(session, role, 'ROLLBACK', () =>
      session.query('CREATE TABLE pgstage_may_create ()'),
    );
    return undefined;
  } catch (error) {
    if (NO_SCHEMA.has(sqlStateOf(error) ?? '')) return (error as Error).message;
    throw error;
  }
}

async function asRole(
  session: Session,
  role: string,
  end: 'COMMIT' | 'ROLLBACK',
  work: () => Promise<unknown>,
): Promise<void> {
  await session.query('BEGIN');
  try {
    await session.query(`SET LOCAL ROLE ${escapeIdentifier(role)}`);
    await work();
    await session.query(end);
  } catch (error) {
    await session.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
