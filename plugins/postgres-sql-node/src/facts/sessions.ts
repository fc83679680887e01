import { LOGIN_CHECK } from '../connect/tryLogin';
import type { Query } from '../Query';

/**
 * Open sessions of one application in a database.
 *
 * @public
 */
export interface SessionFacts {
  /** `application_name`; null if it is empty. */
  application: string | null;
  count: number;
}

const SESSIONS = `
SELECT nullif(application_name, '') AS application, count(*)::int AS count
  FROM pg_stat_activity
 WHERE datname = $1 AND pid <> pg_backend_pid()
   -- Login checks are short, and DROP DATABASE waits for them.
   AND application_name IS DISTINCT FROM $2
   -- DROP DATABASE ends workers itself. The type is NULL for roles without pg_monitor.
   AND coalesce(backend_type, 'client backend') IN ('client backend', 'walsender')
 GROUP BY 1 ORDER BY 2 DESC, 1`;

/**
 * Reads the sessions that prevent a database from being dropped, by application,
 * the highest count first.
 *
 * @public
 */
export async function readSessions(
  query: Query,
  database: string,
): Promise<SessionFacts[]> {
  return query<SessionFacts>(SESSIONS, [database, LOGIN_CHECK]);
}
