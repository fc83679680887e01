import { mapPgError, sqlStateOf } from './mapPgError';
import { closeClient, openClient } from './openClient';
import type { PostgresLogin } from './PostgresLogin';
import type { PostgresSystem } from './PostgresSystem';

/** By this name a login that is only tried is told from one that is used. */
export const LOGIN_CHECK = 'pgstage login check';

const TIMEOUT_MS = 5_000;

/**
 * What became of a login that was tried.
 *
 * @public
 */
export interface LoginResult {
  /** Absent: not known. It was not tried, or something else than the login was refused. */
  works?: boolean;
  /** What was said instead of yes. */
  said?: string;
}

/**
 * Logs in as an application does, asks for nothing, and leaves.
 *
 * @public
 */
export async function tryLogin(
  system: PostgresSystem,
  login: PostgresLogin,
): Promise<LoginResult> {
  try {
    const client = await openClient(login, {
      statementTimeoutMs: TIMEOUT_MS,
      applicationName: LOGIN_CHECK,
    });
    try {
      // A pooler connects to the server only now.
      await client.query('SELECT 1');
    } finally {
      await closeClient(client);
    }
    return { works: true };
  } catch (error) {
    const said =
      sqlStateOf(error) === undefined
        ? (mapPgError(system, error) as Error).message
        : (error as Error).message;
    // invalid_password alone is about the login. 28000 is pg_hba.conf, which may let others in than this host.
    return sqlStateOf(error) === '28P01' ? { works: false, said } : { said };
  }
}
