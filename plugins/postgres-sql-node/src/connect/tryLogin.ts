import { mapPgError, sqlStateOf } from './mapPgError';
import { closeClient, openClient } from './openClient';
import type { PostgresLogin } from './PostgresLogin';
import type { PostgresSystem } from './PostgresSystem';

/** `application_name` of sessions that only check a login. */
export const LOGIN_CHECK = 'pgstage login check';

const TIMEOUT_MS = 5_000;

/**
 * Result of a login attempt.
 *
 * @public
 */
export interface LoginResult {
  /** Absent if unknown: there was no attempt, or it failed for a reason other than the password. */
  works?: boolean;
  /** The error of a failed attempt. */
  message?: string;
}

/**
 * Logs in as an application does, and closes the connection.
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
      // A pooler connects to the server at the first query.
      await client.query('SELECT 1');
    } finally {
      await closeClient(client);
    }
    return { works: true };
  } catch (error) {
    const message =
      sqlStateOf(error) === undefined
        ? (mapPgError(system, error) as Error).message
        : (error as Error).message;
    // Only invalid_password concerns the login. 28000 is pg_hba.conf, which may accept other hosts than this one.
    return sqlStateOf(error) === '28P01'
      ? { works: false, message }
      : { message };
  }
}
