import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import { MAINTENANCE_DATABASE } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import { databaseName, endpointsOf } from '../observe';

/** What an application gets to know besides role and password. */
export function credentialEntryOf(
  found: FoundDatabase,
): Omit<CredentialEntry, 'user' | 'password'> {
  const [{ host, port, sslMode }] = endpointsOf(found);
  const database = databaseName(found) ?? MAINTENANCE_DATABASE;
  return { ref: found.ref, host, port, sslMode, database };
}
