import { ConflictError } from '@backstage/errors';
import type { RemoveDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  readOwnedElsewhere,
  readSessions,
  type Session,
  sqlStateOf,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { RecordedDatabase } from '../record';
import { checkNoHolders } from './checkNoHolders';
import {
  findDatabase,
  requireRecord,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/**
 * Drops the database, forgets its credentials, and drops the role last: the
 * record lies on the role, so whatever a crash leaves is found and finished.
 * Where the database is not there under its name, the record is given up, and
 * no other database is touched.
 *
 * @throws ConflictError where protection is on, sessions are open or the role
 * owns something elsewhere, unless forced; where something else than sessions
 * holds the database; and for one that is not ours.
 */
export async function removeDatabase(
  target: WriteContext,
  { force = false }: RemoveDatabase,
  signal: AbortSignal | undefined,
): Promise<void> {
  await withLock(target, signal, async session => {
    const database = await findDatabase(target, session);
    // One whose removal has begun has passed these checks.
    if (database && !database.record?.removing)
      await checkRemove(session, database, force);
    if (database?.exists) await dropDatabase(target, session, database, force);
    else if (database) await forget(session, database);
    await finishRemoval(target, session, database, { signal, force });
  });
}

/** What is left once the database is gone: its credentials and its role. */
export async function finishRemoval(
  target: WriteContext,
  session: Session,
  database: RecordedDatabase | undefined,
  {
    signal,
    force = database?.record?.removing === 'forced',
  }: { signal?: AbortSignal; force?: boolean },
): Promise<void> {
  const store =
    database?.record?.credentials?.store ??
    target.connections.server.credentialStore;
  if (database?.role) {
    // Before anything is forgotten: a role that stays keeps its login.
    await checkOwnsNothingElse(session, database, database.role, force);
  }
  await target.credentialStore(store).remove(target.ref, { signal });
  if (database?.role) await dropRole(target, session, database.role, force);
}

async function checkRemove(
  session: Session,
  database: RecordedDatabase,
  force: boolean,
): Promise<void> {
  const { name, exists, role, missing } = database;
  const record = requireRecord(database);
  if (force) return;
  if (record.spec.protected) {
    throw new ConflictError(
      `Database '${name}' is protected: switch its protection off first, or remove it with force`,
    );
  }
  const now = exists ? name : missing?.renamedTo;
  if (now !== undefined) await checkNoSessions(now, session);
  if (role) await checkOwnsNothingElse(session, database, role, force);
}

/** Takes the record off a database that was renamed, as far as it is ours to write. */
async function forget(
  session: Session,
  { missing, record, role, owner }: RecordedDatabase,
): Promise<void> {
  if (!missing?.renamedTo || (role && role !== owner)) return;
  await session.query(
    `COMMENT ON DATABASE ${escapeIdentifier(missing.renamedTo)} IS ${
      record?.comment === undefined ? 'NULL' : escapeLiteral(record.comment)
    }`,
  );
}

/** @throws ConflictError that names what the role has beside the database, unless forced. */
async function checkOwnsNothingElse(
  session: Session,
  database: RecordedDatabase,
  role: string,
  force: boolean,
): Promise<void> {
  if (force) return;
  const { exists, oid } = database;
  const elsewhere = await readOwnedElsewhere(
    session.query.bind(session),
    role,
    exists ? oid : undefined,
  );
  if (!elsewhere.length) return;
  throw new ConflictError(
    `Role '${role}' of database '${
      database.name
    }' also owns or may use ${elsewhere.join(
      ', ',
    )}: take that away from it first, or remove with force and the role stays, without login`,
  );
}

/** @throws ConflictError that counts the open sessions by application. */
async function checkNoSessions(name: string, session: Session): Promise<void> {
  const applications = await readSessions(session.query.bind(session), name);
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

/** @throws ConflictError for what new databases are copied from, also with force: none could be created any more. */
function checkNotTemplate({ connections }: WriteContext, name: string): void {
  const { id, template } = connections.server;
  if (name !== template) return;
  throw new ConflictError(
    `Database '${name}' is the template of server ${id}: without it no database can be created there. Ask the administrator of Backstage to configure another template first`,
  );
}

async function dropDatabase(
  target: WriteContext,
  session: Session,
  database: RecordedDatabase,
  force: boolean,
): Promise<void> {
  const { name, record, role } = database;
  checkNotTemplate(target, name);
  await checkNoHolders(session, name);
  // Without this mark a role that outlives its database looks like a creation that crashed.
  if (record && role)
    await writeRecord(target, session, database, {
      ...record,
      removing: force ? 'forced' : 'plain',
    });
  try {
    // FORCE ends the sessions and keeps new ones out meanwhile.
    await session.query(
      `DROP DATABASE ${escapeIdentifier(name)}${force ? ' WITH (FORCE)' : ''}`,
    );
  } catch (error) {
    // Someone logged in since the check.
    if (sqlStateOf(error) === '55006') await checkNoSessions(name, session);
    throw error;
  }
}

async function dropRole(
  { name, logger }: WriteContext,
  session: Session,
  role: string,
  force: boolean,
): Promise<void> {
  const identifier = escapeIdentifier(role);
  try {
    await session.query(`DROP ROLE ${identifier}`);
  } catch (error) {
    // dependent_objects_still_exist: it owns something elsewhere.
    if (sqlStateOf(error) !== '2BP01' || !force) throw error;
    const note = `Was the role of database ${name}, which pgstage removed. Stays because it owns objects elsewhere.`;
    await session.execute(
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
