import type { Query } from '../Query';
import { withoutNulls } from './serverFacts';

/**
 * The role with which applications log in to a database.
 *
 * @public
 */
export interface DatabaseLogin {
  database: string;
  role: string;
}

/**
 * One database of a server, from the system catalog.
 *
 * @public
 */
export interface SqlDatabaseFacts {
  name: string;
  /** Whether the database allows connections. */
  allowsConnections: boolean;
  /** Whether the role may log in and its password has not expired. */
  mayLogin: boolean;
  /** Whether the role may connect to the database. */
  mayConnect: boolean;
  /** Whether the role may create schemas in the database. */
  mayCreate: boolean;
  /** Number of sessions in the database. */
  connections: number;
  /** The lower of the limits of the database and the role; absent if neither has one. */
  connectionLimit?: number;
}

const DATABASES = `
SELECT d.datname AS name, d.datallowconn AS "allowsConnections",
       r.rolcanlogin AND coalesce(r.rolvaliduntil > now(), true) AS "mayLogin",
       has_database_privilege(r.oid, d.oid, 'CONNECT') AS "mayConnect",
       has_database_privilege(r.oid, d.oid, 'CREATE') AS "mayCreate",
       coalesce(s.numbackends, 0) AS connections,
       least(nullif(d.datconnlimit, -1), nullif(r.rolconnlimit, -1)) AS "connectionLimit"
  FROM pg_database d
  LEFT JOIN unnest($1::text[], $2::text[]) AS login (database, role) ON login.database = d.datname
  JOIN pg_roles r ON r.rolname = coalesce(login.role, pg_get_userbyid(d.datdba))
  LEFT JOIN pg_stat_database s ON s.datid = d.oid
 WHERE NOT d.datistemplate`;

/**
 * Reads all databases of the server except templates, by name, with the rights of
 * the role in `logins`, or else of the owner.
 *
 * @public
 */
export async function readDatabases(
  query: Query,
  logins: DatabaseLogin[],
): Promise<Map<string, SqlDatabaseFacts>> {
  const rows = await query<SqlDatabaseFacts>(DATABASES, [
    logins.map(({ database }) => database),
    logins.map(({ role }) => role),
  ]);
  return new Map(rows.map(row => [row.name, withoutNulls(row)]));
}

// Without either right pg_database_size raises an error, which would fail the whole query.
const SIZES = `
SELECT datname AS name, pg_database_size(oid)::float8 AS size
  FROM pg_database
 WHERE NOT datistemplate AND ($1::text IS NULL OR datname = $1)
   AND (has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE'))`;

/**
 * Reads the sizes of all databases or one in bytes, by name, as far as the role
 * may read them. Expensive: the server stats every file.
 *
 * @public
 */
export async function readSizes(
  query: Query,
  name?: string,
): Promise<Map<string, number>> {
  const rows = await query<{ name: string; size: number | null }>(SIZES, [
    name ?? null,
  ]);
  return new Map(
    rows.flatMap(row => (row.size === null ? [] : [[row.name, row.size]])),
  );
}

// The role may read the size of all databases, or of those to which it may connect.
const TOTAL_SIZE = `
SELECT sum(pg_database_size(oid))::float8 AS bytes FROM pg_database
 WHERE pg_has_role('pg_read_all_stats', 'USAGE') OR has_database_privilege(oid, 'CONNECT')`;

/**
 * Reads the total size of all databases in bytes, as far as the role may read it.
 *
 * @public
 */
export async function readTotalSize(query: Query): Promise<number> {
  const [{ bytes }] = await query<{ bytes: number }>(TOTAL_SIZE);
  return bytes;
}
