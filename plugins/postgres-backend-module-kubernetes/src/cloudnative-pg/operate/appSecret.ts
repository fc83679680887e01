import { ConflictError } from '@backstage/errors';
import type { ObjectId } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import { loginSecret } from '../observe';

/**
 * The Secret with the login of the application's role.
 *
 * @throws ConflictError where the database has none of its own.
 */
export function appSecretOf(found: FoundDatabase): ObjectId {
  const { namespace } = found.cluster;
  const { name, none } = loginSecret(found);
  if (none !== undefined) throw new ConflictError(none);
  return { namespace, name };
}
