import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ConformanceContext } from './context';
import { success } from './waitLimits';

/**
 * Logs in with the stored credentials, if the engine of the harness runs PostgreSQL.
 *
 * @throws ConformanceError if the login fails
 */
export async function logIn(
  { harness }: ConformanceContext,
  database: Database,
): Promise<void> {
  await success(Promise.resolve(harness.login?.(database)));
}
