import { sqlStateOf } from './mapPgError';
import { openClient } from './openClient';
import type { PostgresLogin } from './PostgresLogin';

const TIMEOUT_MS = 5_000;

/**
 * Whether the first of the logins that is answered opens its database. They
 * differ in their address: Backstage may not reach the one of applications.
 *
 * @throws what kept the last one from an answer.
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
      // Class 28: the login was refused.
      if (sqlStateOf(error)?.startsWith('28')) return false;
      failure = error;
    }
  }
  throw failure;
}
