import type { Query } from '../Query';
import { withoutNulls } from './serverFacts';

/**
 * The role that an application logs in to a database with.
 *
 * @public
 */
export interface DatabaseLogin {
  database: string;
  role: string;
}

/**
 * One database of a server, as the server's own catalog tells it.
 *
 * @public
 */
export interface SqlDatabaseFacts {
  name: string;
  /** Whether the database lets anyone in. */
  allowsConnections: boolean;
  /** Whether the role may log in, and its password is not past its end. */
  mayLogin: boolean;
  /** Whether the role may connect to this database. */
  mayConnect: boolean;
  /** Whether the role may make schemas in it. */
  mayCreate: boolean;
  /** Sessions in this database now. */
  connections: number;
  /** The lower of the database's and the role's own limit; absent where neither has one. */
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
 * Every database of the server but templates, by name, as the role of its
 * login finds it; one without a login as its owner does.
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

// Without either right the function raises an error and would take every other size with it.
const SIZES = `
SELECT datname AS name, pg_database_size(oid)::float8 AS size
  FROM pg_database
 WHERE NOT datistemplate AND ($1::text IS NULL OR datname = $1)
   AND (has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE'))`;

/**
 * Bytes by name, of all or one; those that our role may see. Stats every file:
 * ask seldom.
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

// Our role may see the size of every database, or of those that it may enter.
const TOTAL_SIZE = `
SELECT sum(pg_database_size(oid))::float8 AS bytes FROM pg_database
 WHERE pg_has_role('pg_read_all_stats', 'USAGE') OR has_database_privilege(oid, 'CONNECT')`;

/**
 * Bytes of all databases together, as far as our role may see them.
 *
 * @public
 */
export async function readTotalSize(query: Query): Promise<number> {
  const [{ bytes }] = await query<{ bytes: number }>(TOTAL_SIZE);
  return bytes;
}
