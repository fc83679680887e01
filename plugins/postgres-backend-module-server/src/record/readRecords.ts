import type { QueryResultRow } from 'pg';
import { type DatabaseRecord, parseRecord } from './record';

/** A database of the server with its record, or a record whose database does not exist. */
export interface RecordedDatabase {
  name: string;
  /** Absent: nothing but the owner role was made yet, or it is all that is left. */
  exists: boolean;
  /** Owner of the database; of a missing one, the role that carries the record. */
  owner: string;
  /** Absent: not ours. */
  record?: DatabaseRecord;
  /** Role that was made for the database and may be changed with it. */
  role?: string;
  /** Text of the comment on the database. */
  comment?: string;
}

/** Runs one statement: `ServerConnections.query` or `Session.query`. */
export type Query = <Row extends QueryResultRow>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

// LIKE keeps the server from sending the comments of every role.
const DATABASES = `
  SELECT d.datname AS name, pg_get_userbyid(d.datdba) AS owner,
         shobj_description(d.oid, 'pg_database') AS comment
    FROM pg_database d
   WHERE NOT d.datistemplate AND ($1::text IS NULL OR d.datname = $1)`;
const ROLES = `
  SELECT r.rolname AS name, shobj_description(r.oid, 'pg_authid') AS comment
    FROM pg_roles r
   WHERE shobj_description(r.oid, 'pg_authid') LIKE '{"pgstage":%'`;

/**
 * Reads databases with their records; all but templates, or the one named.
 * The record on a role wins over the comment on its database, see
 * {@link databaseRecordSchema}.
 */
export async function readRecords(
  query: Query,
  name?: string,
): Promise<RecordedDatabase[]> {
  const databases = await query<{
    name: string;
    owner: string;
    comment: string | null;
  }>(DATABASES, [name ?? null]);
  const roles = await query<{ name: string; comment: string }>(ROLES);
  const byDatabase = new Map<
    string,
    { role: string; record: DatabaseRecord }
  >();
  for (const { name: role, comment } of roles) {
    const record = parseRecord(comment);
    if (record && (name === undefined || record.database === name)) {
      byDatabase.set(record.database, { role, record });
    }
  }
  const found = databases.map(({ comment, ...database }): RecordedDatabase => {
    const own = byDatabase.get(database.name);
    byDatabase.delete(database.name);
    return {
      ...database,
      exists: true,
      comment: comment ?? undefined,
      role: own?.role,
      // A removal that ended before it dropped the database is one that did not happen.
      record: own
        ? { ...own.record, removing: undefined }
        : adoptedRecord(database.name, comment),
    };
  });
  const missing = [...byDatabase].map(
    ([database, { role, record }]): RecordedDatabase => ({
      name: database,
      exists: false,
      owner: role,
      role,
      record,
    }),
  );
  return [...found, ...missing];
}

/** A comment alone stands for an adopted database only: its owner could have written it. */
function adoptedRecord(
  name: string,
  comment: string | null,
): DatabaseRecord | undefined {
  const record = parseRecord(comment);
  return record?.adopted && record.database === name ? record : undefined;
}
