import type { Query } from '../record';
import { withoutNulls } from './serverFacts';

/** One database of a server, as the server's own catalog tells it. */
export type DatabaseFacts = {
  name: string;
  /** Whether the database lets anyone in. */
  allowsConnections: boolean;
  /** Whether the owner role may log in, its password is not past its end, and it may connect to this database. */
  ownerMayLogin: boolean;
  /** Sessions in this database now. */
  connections: number;
  /** The lower of the database's and the role's own limit; absent where neither has one. */
  connectionLimit?: number;
};

const DATABASES = `
SELECT d.datname AS name, d.datallowconn AS "allowsConnections",
       r.rolcanlogin AND coalesce(r.rolvaliduntil > now(), true)
         AND has_database_privilege(r.oid, d.oid, 'CONNECT') AS "ownerMayLogin",
       coalesce(s.numbackends, 0) AS connections,
       least(nullif(d.datconnlimit, -1), nullif(r.rolconnlimit, -1)) AS "connectionLimit"
  FROM pg_database d
  JOIN pg_roles r ON r.oid = d.datdba
  LEFT JOIN pg_stat_database s ON s.datid = d.oid
 WHERE NOT d.datistemplate`;

/** Every database of the server but templates, by name. */
export async function readDatabases(
  query: Query,
): Promise<Map<string, DatabaseFacts>> {
  const rows = await query<DatabaseFacts>(DATABASES);
  return new Map(rows.map(row => [row.name, withoutNulls(row)]));
}

// Without either right the function raises an error and would take every other size with it.
const SIZES = `
SELECT datname AS name, pg_database_size(oid)::float8 AS size
  FROM pg_database
 WHERE NOT datistemplate AND ($1::text IS NULL OR datname = $1)
   AND (has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE'))`;

/** Bytes by name, of all or one; those that our role may see. Stats every file: ask seldom. */
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
