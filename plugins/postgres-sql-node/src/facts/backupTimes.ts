import type { Query } from '../Query';

// Written once, when the database is made. In another tablespace it lies elsewhere, and nothing is told.
const MADE_AT = `
SELECT datname AS name, (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification AS "madeAt"
  FROM pg_database WHERE NOT datistemplate`;

/**
 * When the files of each database were made, by name. Needs the right to stat
 * files of the server.
 *
 * @public
 */
export async function readMadeAt(query: Query): Promise<Map<string, Date>> {
  const rows = await query<{ name: string; madeAt: Date | null }>(MADE_AT);
  return new Map(
    rows.flatMap(({ name, madeAt }) => (madeAt ? [[name, madeAt]] : [])),
  );
}

// Written to until the next segment began. Its name is reused after a while; by then it was archived long ago.
const ARCHIVED_UNTIL = `
SELECT coalesce((pg_stat_file('pg_wal/' || last_archived_wal, true)).modification, last_archived_time) AS until
  FROM pg_stat_archiver`;

/**
 * What was written until then is in the archive of WAL. Needs the right to stat
 * files of the server.
 *
 * @public
 */
export async function readArchivedUntil(
  query: Query,
): Promise<Date | undefined> {
  const [row] = await query<{ until: Date | null }>(ARCHIVED_UNTIL);
  return row?.until ?? undefined;
}
