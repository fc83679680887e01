import type { PostgresConnections } from '../connect/PostgresConnections';
import { READ_ONLY } from './readOnly';

/**
 * Version, state and rights that determine whether Backstage can use a server.
 *
 * @public
 */
export interface PreflightFacts {
  version: string;
  versionNumber: number;
  inRecovery: boolean;
  readOnly: boolean;
  superuser: boolean;
  createdb: boolean;
  createrole: boolean;
  monitor: boolean;
  signal: boolean;
  /** Databases to which every role may connect. */
  open: string[];
  /** Whether one server process served two sessions, as behind a pooler in transaction mode. */
  pooled: boolean;
}

const FACTS = `
SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
       current_setting('server_version_num')::int AS "versionNumber",
       pg_is_in_recovery() AS "inRecovery", ${READ_ONLY} AS "readOnly",
       rolsuper AS superuser, rolcreatedb OR rolsuper AS createdb, rolcreaterole OR rolsuper AS createrole,
       pg_has_role('pg_monitor', 'USAGE') AS monitor, pg_has_role('pg_signal_backend', 'USAGE') AS signal,
       ARRAY(SELECT datname::text FROM pg_database d
              WHERE datallowconn AND EXISTS (
                SELECT FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                 WHERE a.grantee = 0 AND a.privilege_type = 'CONNECT')
              ORDER BY 1) AS open
  FROM pg_roles WHERE rolname = current_user`;

/**
 * Reads the preflight facts of a server, and detects a pooler in transaction mode.
 *
 * @public
 */
export async function readPreflight(
  connections: Pick<PostgresConnections, 'session'>,
  signal?: AbortSignal,
): Promise<PreflightFacts> {
  const backendOf = (session: {
    query(text: string): Promise<{ pid?: number }[]>;
  }) => session.query('SELECT pg_backend_pid() AS pid');
  return connections.session(
    async session => {
      const [facts] = await session.query<Omit<PreflightFacts, 'pooled'>>(
        FACTS,
      );
      const [first] = await backendOf(session);
      const [second] = await connections.session(backendOf, { signal });
      return { ...facts, pooled: first.pid === second.pid };
    },
    { signal },
  );
}
