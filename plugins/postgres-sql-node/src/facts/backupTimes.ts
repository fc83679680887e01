import type { Query } from '../Query';

// PG_VERSION is written once, at the creation. NULL for a database in another tablespace, which has another path.
const CREATED_AT = `
SELECT datname AS name, (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification AS "createdAt"
  FROM pg_database WHERE NOT datistemplate`;

/**
 * Reads the creation times of the databases, by name. Requires the right to call
 * `pg_stat_file`.
 *
 * @public
 */
export async function readCreatedAt(query: Query): Promise<Map<string, Date>> {
  const rows = await query<{ name: string; createdAt: Date | null }>(
    CREATED_AT,
  );
  return new Map(
    rows.flatMap(({ name, createdAt }) =>
      createdAt ? [[name, createdAt]] : [],
    ),
  );
}

// A segment is written until the next one starts. Its file can be recycled later, long after it was archived.
const ARCHIVED_UNTIL = `
SELECT coalesce((pg_stat_file('pg_wal/' || last_archived_wal, true)).modification, last_archived_time) AS until
  FROM pg_stat_archiver`;

/**
 * Reads the time until which WAL is archived. Requires the right to call
 * `pg_stat_file`.
 *
 * @public
 */
export async function readArchivedUntil(
  query: Query,
): Promise<Date | undefined> {
  const [row] = await query<{ until: Date | null }>(ARCHIVED_UNTIL);
  return row?.until ?? undefined;
}
