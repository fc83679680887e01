import { ConflictError } from '@backstage/errors';
import type { Snapshot } from '../model/Snapshot';
import type { ObservedDatabase } from '../observe/ObservedDatabase';
import { MAINTENANCE_DATABASE } from '../recipes/login';
import type { CredentialSource } from './rotatePassword';

/**
 * Returns where the login of a database is stored.
 *
 * @throws ConflictError if it has no login of its own.
 * @public
 */
export function credentialSourceOf(
  { cluster: { namespace }, ref }: Pick<Snapshot, 'cluster' | 'ref'>,
  {
    login: { name, none },
    endpoints: [{ host, port, sslMode }],
    database = MAINTENANCE_DATABASE,
  }: Pick<ObservedDatabase, 'login' | 'endpoints' | 'database'>,
): CredentialSource {
  if (none !== undefined) throw new ConflictError(none.text);
  return {
    secret: { namespace, name },
    entry: { ref, host, port, sslMode, database },
  };
}
