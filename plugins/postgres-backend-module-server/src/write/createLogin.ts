import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier } from 'pg';

/**
 * Creates a role with which applications log in, without a password. Call it in a
 * transaction that also records the role.
 *
 * @returns its oid
 */
export async function createLogin(
  session: Session,
  name: string,
  connectionLimit = -1,
): Promise<number> {
  const role = escapeIdentifier(name);
  const [{ superuser, version }] = await session.query<{
    superuser: boolean;
    version: number;
  }>(
    `SELECT rolsuper AS superuser, current_setting('server_version_num')::int AS version
       FROM pg_roles WHERE rolname = current_user`,
  );
  await session.query(
    `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
       CONNECTION LIMIT ${connectionLimit}`,
  );
  if (!superuser) {
    // Only a member of the role may make it the owner of a database and drop that database.
    // Since PostgreSQL 16 the creator of a role is a member with only ADMIN.
    await session.query(
      `GRANT ${role} TO CURRENT_USER${
        version >= 160000 ? ' WITH INHERIT TRUE, SET TRUE' : ''
      }`,
    );
  }
  const [{ oid }] = await session.query<{ oid: number }>(
    'SELECT oid FROM pg_roles WHERE rolname = $1',
    [name],
  );
  return oid;
}
