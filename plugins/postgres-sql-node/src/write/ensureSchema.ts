import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import { escapeIdentifier } from 'pg';
import { sqlStateOf } from '../connect/mapPgError';
import type { Session } from '../connect/Session';

/** What PostgreSQL says where a role has no schema to write: none in its search path, or no right there. */
const NO_SCHEMA = new Set(['3F000', '42501']);

/**
 * Makes sure that the application's role can make a table in its new database,
 * which the session is in. A template may have taken away what PostgreSQL
 * gives: then the role gets a schema of its name, which comes first in the
 * search path.
 *
 * @throws UpstreamForbiddenError that says what to grant.
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
  if (!(await refusal(session, role))) return;
  const own = escapeIdentifier(role);
  // As the role, which may create in its database and so owns the schema.
  await asRole(session, role, 'COMMIT', () =>
    session.query(`CREATE SCHEMA IF NOT EXISTS ${own}`),
  );
  const said = await refusal(session, role);
  if (!said) return;
  throw new UpstreamForbiddenError(
    system,
    `role '${role}' cannot make a table in database '${database}': ${said}`,
    `Let it: GRANT USAGE, CREATE ON SCHEMA public TO ${own}, in that database, and see that its search_path holds the schema`,
  );
}

/** What keeps the role from making a table. Leaves nothing behind. */
async function refusal(
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
