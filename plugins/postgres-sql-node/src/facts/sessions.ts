import { LOGIN_CHECK } from '../connect/tryLogin';
import type { Query } from '../Query';

/**
 * Open sessions of one application in a database.
 *
 * @public
 */
export interface SessionFacts {
  /** Null: it gives no name. */
  application: string | null;
  count: number;
}

const SESSIONS = `
SELECT nullif(application_name, '') AS application, count(*)::int AS count
  FROM pg_stat_activity
 WHERE datname = $1 AND pid <> pg_backend_pid()
   -- Over in a moment, and DROP DATABASE waits as long.
   AND application_name IS DISTINCT FROM $2
   -- DROP DATABASE ends workers itself. The type is hidden from roles without pg_monitor.
   AND coalesce(backend_type, 'client backend') IN ('client backend', 'walsender')
 GROUP BY 1 ORDER BY 2 DESC, 1`;

/**
 * The sessions that keep a database from being dropped, most first.
 *
 * @public
 */
export async function readSessions(
  query: Query,
  database: string,
): Promise<SessionFacts[]> {
  return query<SessionFacts>(SESSIONS, [database, LOGIN_CHECK]);
}
