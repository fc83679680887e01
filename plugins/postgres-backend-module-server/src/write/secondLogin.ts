import { ConflictError } from '@backstage/errors';
import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { createLogin } from './createLogin';
import type { ManagedDatabase } from './credentials';
import { type WriteContext, writeRecord } from './WriteContext';

/** Longest name of a role in bytes. */
const MAX_NAME_BYTES = 63;
/** Longest wait for a lock on an object: sessions that need the object wait as well. */
const LOCK_TIMEOUT = '5s';

/**
 * Creates the second login, unless it exists. Its sessions run as the role of the
 * database, which thus owns all objects.
 *
 * @throws ConflictError if other roles have its possible names
 */
export async function ensureSecondLogin(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
): Promise<ManagedDatabase> {
  const { record, role, secondLogin: existing } = database;
  const name = existing ?? (await freeName(session, database));
  const login = escapeIdentifier(name);
  const { connectionLimit } = record.spec;
  return session.transaction(async () => {
    const oid =
      existing === undefined
        ? await createLogin(session, name, connectionLimit)
        : undefined;
    // Also for an existing one: it can have been changed outside of Backstage.
    await session.execute(
      `GRANT ${escapeIdentifier(role)} TO ${login};
       ALTER ROLE ${login} SET role = ${escapeLiteral(role)}`,
    );
    if (oid === undefined) return database;
    const comment = `Second login of database ${database.name}, created by pgstage.`;
    await session.query(
      `COMMENT ON ROLE ${login} IS ${escapeLiteral(comment)}`,
    );
    const created: ManagedDatabase = {
      ...database,
      secondLogin: name,
      record: { ...record, secondLogin: { oid } },
    };
    await writeRecord(target, session, database, created.record);
    return created;
  });
}

async function freeName(
  session: Session,
  { role, roleOid }: ManagedDatabase,
): Promise<string> {
  const names = [`${role}_b`, `pgstage_login_${roleOid}`].filter(
    name => Buffer.byteLength(name) <= MAX_NAME_BYTES,
  );
  const taken = await session.query<{ name: string }>(
    'SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1)',
    [names],
  );
  const free = names.find(name => taken.every(other => other.name !== name));
  if (free !== undefined) return free;
  throw new ConflictError(
    `Role '${role}' gets no second login: roles with the names ${names.join(
      ' and ',
    )} exist and were not created for it. Rename or drop one of them, or rotate the password without an overlap`,
  );
}

/**
 * Gives the objects of the second login to the role. Its sessions run as the
 * second login itself after `DISCARD ALL`, with which some poolers reset them.
 */
export async function returnObjects(
  { connections, name, signal }: WriteContext,
  { role, secondLogin }: ManagedDatabase,
): Promise<void> {
  if (secondLogin === undefined) return;
  await connections.session(
    session =>
      session.transaction(async () => {
        await session.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
        await session.query(
          `REASSIGN OWNED BY ${escapeIdentifier(
            secondLogin,
          )} TO ${escapeIdentifier(role)}`,
        );
      }),
    { database: name, signal },
  );
}
