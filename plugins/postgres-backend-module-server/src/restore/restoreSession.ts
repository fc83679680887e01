import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';

/** How many objects of a dump are restored. */
export interface RestoreProgress {
  done: number;
  total: number;
}

const PREFIX = 'pgstage-restore';

/**
 * Returns the name of the session of a restore, with its progress: so every
 * Backstage replica sees on the server that the restore runs, and how far it is.
 *
 * @param roleOid - the role of the new database
 */
export function restoreSessionName(
  roleOid: number,
  { done, total }: RestoreProgress,
): string {
  return `${PREFIX} ${roleOid} ${done}/${total}`;
}

/** Reads the running restores of a server, by the oid of the role of the new database. */
export async function readRunningRestores(
  query: Query,
): Promise<Map<number, RestoreProgress>> {
  // Only sessions of the same role, because anyone can set any name.
  const rows = await query<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity
      WHERE usename = session_user AND application_name LIKE '${PREFIX} %'`,
  );
  return new Map(
    rows.flatMap(({ name }) => {
      const match = /^\S+ (\d+) (\d+)\/(\d+)$/.exec(name);
      if (!match) return [];
      const [roleOid, done, total] = match.slice(1).map(Number);
      return [[roleOid, { done, total }] as const];
    }),
  );
}
