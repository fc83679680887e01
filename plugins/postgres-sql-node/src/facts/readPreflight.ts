import type { PostgresConnections } from '../connect/PostgresConnections';
import { READ_ONLY } from './readOnly';

/**
 * What decides whether Backstage can work with a server.
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
  /** Databases that every login may connect to. */
  open: string[];
  /** Two sessions of ours were served by one server process. */
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
 * Asks a server, and whether a transaction pooler stands before it.
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
      const [mine] = await backendOf(session);
      const [other] = await connections.session(backendOf, { signal });
      return { ...facts, pooled: mine.pid === other.pid };
    },
    { signal },
  );
}
