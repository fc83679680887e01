import { ConflictError } from '@backstage/errors';
import type { RemoveDatabase } from '@pgstage/backstage-plugin-postgres-common';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { RecordedDatabase } from '../record';
import { type Session, sqlStateOf } from '../sql';
import { findDatabase, type Target, withLock, writeRecord } from './Target';

/**
 * Drops the database, forgets its credentials, and drops the role last: the
 * record lies on the role, so whatever a crash leaves is found and finished.
 *
 * @throws ConflictError where protection is on, sessions are open or the role
 * owns something elsewhere, unless forced; and for a database that is not ours.
 */
export async function removeDatabase(
  target: Target,
  { force }: RemoveDatabase,
  signal: AbortSignal | undefined,
): Promise<void> {
  await withLock(target, signal, async session => {
    const database = await findDatabase(target, session);
    if (database?.exists) {
      await checkRemove(target, session, database, force ?? false);
      await dropDatabase(target, session, database, force ?? false);
    }
    await finishRemoval(target, session, database);
  });
}

/** What is left once the database is gone: its credentials and its role. */
export async function finishRemoval(
  target: Target,
  session: Session,
  database: RecordedDatabase | undefined,
): Promise<void> {
  const store =
    database?.record?.credentials?.store ??
    target.connections.server.credentialStore;
  await target.credentialStore(store).remove(target.ref);
  if (database?.role) await dropRole(target, session, database.role);
}

async function checkRemove(
  { name }: Target,
  session: Session,
  { record, role }: RecordedDatabase,
  force: boolean,
): Promise<void> {
  if (!record) {
    throw new ConflictError(
      `Database '${name}' was not made by pgstage and belongs to no entity: bind it with adopt first`,
    );
  }
  if (force) return;
  if (record.spec.protected) {
    throw new ConflictError(
      `Database '${name}' is protected: switch its protection off first, or remove it with force`,
    );
  }
  await refuseSessions(name, session);
  const elsewhere = role ? await ownedElsewhere(name, session, role) : [];
  if (elsewhere.length) {
    throw new ConflictError(
      `Role '${role}' of database '${name}' also owns or may use ${elsewhere.join(
        ', ',
      )}: take that away from it first, or remove with force and the role stays, without login`,
    );
  }
}

/** @throws ConflictError that counts the open sessions by application. */
async function refuseSessions(name: string, session: Session): Promise<void> {
  const applications = await session.query<{
    application: string | null;
    count: number;
  }>(
    `SELECT nullif(application_name, '') AS application, count(*)::int AS count
       FROM pg_stat_activity
      WHERE datname = $1 AND pid <> pg_backend_pid()
        -- DROP DATABASE ends workers itself. The type is hidden from roles without pg_monitor.
        AND coalesce(backend_type, 'client backend') IN ('client backend', 'walsender')
      GROUP BY 1 ORDER BY 2 DESC, 1`,
    [name],
  );
  if (!applications.length) return;
  const total = applications.reduce((sum, { count }) => sum + count, 0);
  const list = applications
    .map(
      ({ application, count }) =>
        `${count} of ${application ?? 'an unnamed application'}`,
    )
    .join(', ');
  throw new ConflictError(
    `Database '${name}' has ${total} open ${
      total === 1 ? 'session' : 'sessions'
    } (${list}): end them first, or remove it with force`,
  );
}

/** Other databases and shared objects in which the role has a part. */
async function ownedElsewhere(
  name: string,
  session: Session,
  role: string,
): Promise<string[]> {
  const rows = await session.query<{ place: string }>(
    `SELECT DISTINCT coalesce('objects in database ' || d.datname,
                              pg_describe_object(s.classid, s.objid, 0)) AS place
       FROM pg_shdepend s
       LEFT JOIN pg_database d ON d.oid = s.dbid
       JOIN pg_database own ON own.datname = $1
      WHERE s.refclassid = 'pg_authid'::regclass
        AND s.refobjid = (SELECT oid FROM pg_roles WHERE rolname = $2)
        AND s.dbid <> own.oid
        AND NOT (s.dbid = 0 AND s.classid = 'pg_database'::regclass AND s.objid = own.oid)
        -- Memberships in other roles end with the role.
        AND s.classid <> 'pg_auth_members'::regclass
      ORDER BY 1`,
    [name, role],
  );
  return rows.map(({ place }) => place);
}

async function dropDatabase(
  { name }: Target,
  session: Session,
  database: RecordedDatabase,
  force: boolean,
): Promise<void> {
  const { record, role } = database;
  // Without this mark a role that outlives its database looks like a creation that crashed.
  if (record && role)
    await writeRecord(session, database, { ...record, removing: true });
  try {
    // FORCE ends the sessions and keeps new ones out meanwhile.
    await session.query(
      `DROP DATABASE ${escapeIdentifier(name)}${force ? ' WITH (FORCE)' : ''}`,
    );
  } catch (error) {
    // Someone logged in since the check.
    if (sqlStateOf(error) === '55006') await refuseSessions(name, session);
    throw error;
  }
}

async function dropRole(
  { name, logger }: Target,
  session: Session,
  role: string,
): Promise<void> {
  const identifier = escapeIdentifier(role);
  try {
    await session.query(`DROP ROLE ${identifier}`);
  } catch (error) {
    // dependent_objects_still_exist: it owns something elsewhere, and force was asked for.
    if (sqlStateOf(error) !== '2BP01') throw error;
    const note = `Was the role of database ${name}, which pgstage removed. Stays because it owns objects elsewhere.`;
    await session.results(
      `ALTER ROLE ${identifier} NOLOGIN PASSWORD NULL;
       COMMENT ON ROLE ${identifier} IS ${escapeLiteral(note)}`,
    );
    logger.warn(
      `Role '${role}' of the removed database '${name}' stays without login: ${
        (error as Error).message
      }`,
    );
  }
}
