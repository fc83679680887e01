import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { type DatabaseRecord, formatRecord } from '../record';
import { type Session, sqlStateOf } from '../sql';
import {
  ensureCredentials,
  type MissingEntry,
  type OwnDatabase,
  ownDatabase,
} from './credentials';
import { applyExtensions } from './extensions';
import { type CheckedRequest, checkCreate, normalBinding } from './planCreate';
import { finishRemoval } from './removeDatabase';
import { serverOptionsSchema } from './serverOptions';
import { findDatabase, type Target, withLock, writeRecord } from './Target';

/**
 * Creates the database, or completes what an earlier call began. The owner
 * role comes first, in one transaction with the record on it: whatever a
 * crash leaves after that is known as ours, and repeating goes on from there.
 */
export async function createDatabase(
  target: Target,
  checked: CheckedRequest,
  {
    actor,
    signal,
    dryRun,
  }: { actor: string; signal?: AbortSignal; dryRun?: boolean },
): Promise<void> {
  // Throws where there is no such store: better now than with a database that has no password.
  target.credentialStore(target.connections.server.credentialStore);
  const check = async (session: Session) => {
    const existing = await findDatabase(target, session);
    await checkCreate(target, session, existing, checked);
    return existing;
  };
  if (dryRun) {
    await target.connections.session(check, { signal });
    return;
  }
  await withLock(target, signal, async session => {
    const existing = await check(session);
    const leftover = existing?.record?.removing;
    if (leftover) await finishRemoval(target, session, existing);
    const database =
      existing && !leftover
        ? ownDatabase('create', existing)
        : await createRole(target, session, newRecord(target, checked, actor));
    await completeDatabase(target, session, database, {
      signal,
      missing: 'replace',
    });
  });
}

/** Goes on from wherever the database stands; does nothing where it is complete. */
export async function completeDatabase(
  target: Target,
  session: Session,
  database: OwnDatabase,
  { signal, missing }: { signal?: AbortSignal; missing: MissingEntry },
): Promise<void> {
  if (!database.exists) await createOnServer(target, session, database);
  const created = { ...database, exists: true };
  // The comment on the database comes last: where it stands, so does all before it.
  if (database.comment !== formatRecord(database.record)) {
    const name = escapeIdentifier(target.name);
    await session.results(
      `REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC;
       GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${name} TO ${escapeIdentifier(
        database.role,
      )}`,
    );
    await applyExtensions(
      target,
      { create: database.record.spec.extensions ?? [] },
      signal,
    );
    await writeRecord(session, created, database.record);
  }
  await ensureCredentials(target, session, created, missing);
}

function newRecord(
  { name }: Target,
  { request, spec }: CheckedRequest,
  actor: string,
): DatabaseRecord {
  return {
    pgstage: 1,
    database: name,
    spec: { ...spec },
    binding: normalBinding(request.binding),
    created: {
      at: new Date().toISOString(),
      by: actor,
      taskId: request.taskId,
    },
  };
}

async function createRole(
  { name }: Target,
  session: Session,
  record: DatabaseRecord,
): Promise<OwnDatabase> {
  const user = record.spec.user ?? name;
  const database = { name, exists: false, owner: user, role: user, record };
  const role = escapeIdentifier(user);
  const [{ superuser }] = await session.query<{ superuser: boolean }>(
    'SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user',
  );
  const [{ version }] = await session.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  await session.transaction(async () => {
    await session.query(
      `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
         CONNECTION LIMIT ${record.spec.connectionLimit ?? -1}`,
    );
    if (!superuser) {
      // Only a member may make it the owner of a database, and drop that again.
      // Since PostgreSQL 16 a creator is one with ADMIN alone.
      await session.query(
        `GRANT ${role} TO CURRENT_USER${
          version >= 160000 ? ' WITH INHERIT TRUE, SET TRUE' : ''
        }`,
      );
    }
    await writeRecord(session, database, record);
  });
  return database;
}

function createStatement(
  { name, role, record }: OwnDatabase,
  template: string,
): string {
  const {
    encoding,
    locale,
    localeProvider = 'libc',
    tablespace,
  } = serverOptionsSchema.parse(record.spec.options ?? {});
  const clauses = [
    `OWNER ${escapeIdentifier(role)}`,
    // template1, PostgreSQL's default, lets every login in, and whoever stays there blocks this.
    `TEMPLATE ${escapeIdentifier(template)}`,
  ];
  if (encoding) clauses.push(`ENCODING ${escapeLiteral(encoding)}`);
  if (locale) {
    const key = {
      libc: 'LOCALE',
      icu: 'ICU_LOCALE',
      builtin: 'BUILTIN_LOCALE',
    };
    clauses.push(
      `LOCALE_PROVIDER ${localeProvider}`,
      `${key[localeProvider]} ${escapeLiteral(locale)}`,
    );
  }
  if (tablespace) clauses.push(`TABLESPACE ${escapeIdentifier(tablespace)}`);
  return `CREATE DATABASE ${escapeIdentifier(name)} ${clauses.join(' ')}`;
}

/** SQLSTATEs by which CREATE DATABASE refuses encoding or locale, now and ever. */
const BAD_OPTIONS = new Set(['22023', '42809', '42601', '0A000', '42704']);

async function createOnServer(
  { connections }: Target,
  session: Session,
  database: OwnDatabase,
): Promise<void> {
  const { id, template } = connections.server;
  try {
    await session.query(createStatement(database, template));
  } catch (error) {
    if (sqlStateOf(error) === '55006') {
      throw new ConflictError(
        `Template database '${template}' of server ${id} is in use: end the sessions in it, or let nobody connect to it, then repeat the request`,
      );
    }
    if (!BAD_OPTIONS.has(sqlStateOf(error) ?? '')) throw error;
    // It will never succeed: leave nothing that keeps the name from a better request.
    await session.query(`DROP ROLE ${escapeIdentifier(database.role)}`);
    throw invalidField(
      'options',
      `must fit server ${id}, which said: ${(error as Error).message}`,
    );
  }
}
