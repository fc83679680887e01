import { ConflictError } from '@backstage/errors';
import type { RemoveDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  readOwnedElsewhere,
  readSessions,
  type Session,
  sqlStateOf,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { loginRolesOf, type RecordedDatabase } from '../record';
import { checkNoHolders } from './checkNoHolders';
import {
  findDatabase,
  requireRecord,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/**
 * Drops the database, removes its credentials, and drops the role last: the
 * record is stored on the role, so that an interrupted removal is completed. If
 * the database does not exist under its name, no database is dropped; only its
 * record, credentials and role are removed.
 *
 * @throws ConflictError if the database is protected, has open sessions or its
 * role owns other objects, unless `force`; if something other than a session
 * uses the database; or if it has no valid record
 */
export async function removeDatabase(
  target: WriteContext,
  { force = false }: RemoveDatabase,
): Promise<void> {
  await withLock(target, async session => {
    const database = await findDatabase(target, session);
    // A removal that has started has passed these checks.
    if (database && !database.record?.removing)
      await checkRemove(session, database, force);
    if (database?.exists) await dropDatabase(target, session, database, force);
    else if (database) await removeRecord(session, database);
    await finishRemoval(target, session, database, force);
  });
}

/** Removes the credentials and the role, after the database was dropped. */
export async function finishRemoval(
  target: WriteContext,
  session: Session,
  database: RecordedDatabase | undefined,
  force = database?.record?.removing === 'forced',
): Promise<void> {
  const store =
    database?.record?.credentials?.store ??
    target.connections.server.credentialStore;
  // The role last, because the record is stored on it.
  const roles = database ? loginRolesOf(database) : [];
  // Before the credentials are removed: a role that remains needs them.
  if (database && !force) await checkOwnsNothingElse(session, database);
  await target
    .credentialStore(store)
    .remove(target.ref, { signal: target.signal });
  for (const role of roles) await dropRole(target, session, role, force);
}

async function checkRemove(
  session: Session,
  database: RecordedDatabase,
  force: boolean,
): Promise<void> {
  const { name, exists, missing } = database;
  const record = requireRecord(database);
  if (force) return;
  if (record.spec.protected) {
    throw new ConflictError(
      `Database '${name}' is protected: disable its protection first, or remove it with force`,
    );
  }
  const currentName = exists ? name : missing?.renamedTo;
  if (currentName !== undefined) await checkNoSessions(currentName, session);
  await checkOwnsNothingElse(session, database);
}

/** Restores the comment of a renamed database, if the role of the record still owns it. */
async function removeRecord(
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

/** @throws ConflictError that lists the other objects of a role of the database */
async function checkOwnsNothingElse(
  session: Session,
  database: RecordedDatabase,
): Promise<void> {
  const { name, exists, oid } = database;
  for (const role of loginRolesOf(database)) {
    const elsewhere = await readOwnedElsewhere(
      session.query.bind(session),
      role,
      exists ? oid : undefined,
    );
    if (elsewhere.length)
      throw new ConflictError(
        `Role '${role}' of database '${name}' also owns or has rights on ${elsewhere.join(
          ', ',
        )}: reassign or revoke these first, or remove with force, which retains the role without login`,
      );
  }
}

/** @throws ConflictError with the number of open sessions by application */
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

/** @throws ConflictError for the template of new databases, even with `force`: no database could be created without it */
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
  // Without `removing`, a role without database would be an interrupted creation.
  if (record && role)
    await writeRecord(target, session, database, {
      ...record,
      removing: force ? 'forced' : 'plain',
    });
  try {
    // FORCE ends the sessions and prevents new ones until the database is dropped.
    await session.query(
      `DROP DATABASE ${escapeIdentifier(name)}${force ? ' WITH (FORCE)' : ''}`,
    );
  } catch (error) {
    // A session was opened after the check.
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
    // dependent_objects_still_exist: it owns other objects.
    if (sqlStateOf(error) !== '2BP01' || !force) throw error;
    const note = `Former role of database ${name}, which pgstage removed. Retained because it owns other objects.`;
    await session.execute(
      `ALTER ROLE ${identifier} NOLOGIN PASSWORD NULL;
       COMMENT ON ROLE ${identifier} IS ${escapeLiteral(note)}`,
    );
    logger.warn(
      `Role '${role}' of the removed database '${name}' was retained without login: ${
        (error as Error).message
      }`,
    );
  }
}
