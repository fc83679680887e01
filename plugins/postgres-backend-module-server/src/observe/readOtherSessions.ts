import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { otherLoginOf, type RecordedDatabase } from '../record';

const SESSIONS = `
SELECT other.database, count(a.pid)::int AS sessions
  FROM unnest($1::text[], $2::text[]) AS other (database, login)
  LEFT JOIN pg_stat_activity a ON a.datname = other.database AND a.usename = other.login
 GROUP BY 1`;

/**
 * Reads how many sessions the previous login has, by the name of the database.
 * Without the databases that have only one login, and those whose rotation has not
 * finished.
 */
export async function readOtherSessions(
  query: Query,
  records: RecordedDatabase[],
): Promise<Map<string, number>> {
  const others = records.flatMap(recorded => {
    const { name, exists, record } = recorded;
    const login = otherLoginOf(recorded);
    // Applications still read the other login until the new one is in the store.
    const isRotating = record?.overlap && !record.overlap.until;
    return exists && login && !isRotating ? [{ name, login }] : [];
  });
  if (!others.length) return new Map();
  const rows = await query<{ database: string; sessions: number }>(SESSIONS, [
    others.map(({ name }) => name),
    others.map(({ login }) => login),
  ]);
  return new Map(rows.map(({ database, sessions }) => [database, sessions]));
}
