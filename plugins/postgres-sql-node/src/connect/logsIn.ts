import { sqlStateOf } from './mapPgError';
import { openClient } from './openClient';
import type { PostgresLogin } from './PostgresLogin';

const TIMEOUT_MS = 5_000;

/**
 * Returns whether the first login that receives a response succeeds. The logins
 * differ in their address: Backstage may not reach the one of applications.
 *
 * @throws the error of the last login if none receives a response
 * @public
 */
export async function logsIn(logins: PostgresLogin[]): Promise<boolean> {
  let failure: unknown;
  for (const login of logins) {
    try {
      const client = await openClient(login, {
        statementTimeoutMs: TIMEOUT_MS,
      });
      await client.end();
      return true;
    } catch (error) {
      // Class 28, invalid authorization specification.
      if (sqlStateOf(error)?.startsWith('28')) return false;
      failure = error;
    }
  }
  throw failure;
}
