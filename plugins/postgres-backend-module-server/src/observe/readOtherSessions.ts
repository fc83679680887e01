import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { otherLoginOf, type RecordedDatabase } from '../record';

const SESSIONS = `
SELECT other.database, count(a.pid)::int AS sessions
  FROM unnest($1::text[], $2::text[]) AS other (database, login)
  LEFT JOIN pg_stat_activity a ON a.datname = other.database AND a.usename = other.login
 GROUP BY 1`;

/**
 * Reads how many sessions the login has that is not the current one, by the name
 * of the database. Without the databases that have only one login.
 */
export async function readOtherSessions(
  query: Query,
  records: RecordedDatabase[],
): Promise<Map<string, number>> {
  const others = records.flatMap(recorded => {
    const login = otherLoginOf(recorded);
    return recorded.exists && login ? [{ name: recorded.name, login }] : [];
  });
  if (!others.length) return new Map();
  const rows = await query<{ database: string; sessions: number }>(SESSIONS, [
    others.map(({ name }) => name),
    others.map(({ login }) => login),
  ]);
  return new Map(rows.map(({ database, sessions }) => [database, sessions]));
}
