import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import {
  type Session,
  sqlStateOf,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { isRestoring } from '../record';
import type { ManagedDatabase } from './credentials';
import { changeExtensions } from './extensions';
import { serverOptionsSchema } from './serverOptions';
import type { WriteContext } from './WriteContext';

function createStatement(
  { name, role, record }: ManagedDatabase,
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
    // Not template1, PostgreSQL's default: every role may connect to it, and a session in it blocks this.
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

/** SQLSTATEs of CREATE DATABASE for an invalid encoding or locale. */
const INVALID_OPTIONS = new Set(['22023', '42809', '42601', '0A000', '42704']);

/**
 * Creates the database of a record on the server.
 *
 * @throws InvalidFieldsError for options that the server rejects
 */
export async function createOnServer(
  { connections }: WriteContext,
  session: Session,
  database: ManagedDatabase,
): Promise<void> {
  const { id, template: configured } = connections.server;
  // A dump also contains what its database has from its template.
  const template = isRestoring(database.record) ? 'template0' : configured;
  try {
    await session.query(createStatement(database, template));
  } catch (error) {
    if (sqlStateOf(error) === '55006') {
      throw new ConflictError(
        `Template database '${template}' of server ${id} is in use: end its sessions, or disallow connections to it, then repeat the request`,
      );
    }
    if (!INVALID_OPTIONS.has(sqlStateOf(error) ?? '')) throw error;
    // This request cannot succeed: drop the role, so that another request can use the name.
    if (!database.record.credentials)
      await session.query(`DROP ROLE ${escapeIdentifier(database.role)}`);
    throw invalidField(
      'options',
      `must be valid on server ${id}, which reported: ${
        (error as Error).message
      }`,
    );
  }
}

/** Gives the role of a new database, and nobody else, the right to connect, and creates its extensions. */
export async function prepareContents(
  target: WriteContext,
  session: Session,
  { role, record }: ManagedDatabase,
): Promise<void> {
  const name = escapeIdentifier(target.name);
  await session.execute(
    `REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC;
     GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${name} TO ${escapeIdentifier(
      role,
    )}`,
  );
  await changeExtensions(target, { create: record.spec.extensions ?? [] });
}
