import { createHash } from 'node:crypto';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { parseDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';

const MAX_LENGTH = 63;

/**
 * Returns the entity name of a database. The catalog allows letters, digits and
 * single separators; a name that has to be changed gets a hash, so that two
 * different names stay different.
 */
export function toResourceName(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .replace(/([._-])[._-]+/g, '$1');
  if (plain === name && name.length <= MAX_LENGTH) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const stem = plain
    .slice(0, MAX_LENGTH - hash.length - 1)
    .replace(/[^A-Za-z0-9]+$/, '');
  return stem ? `${stem}-${hash}` : `database-${hash}`;
}

/**
 * Returns the ref of the Resource entity of a database, in the namespace of the
 * entity that it belongs to.
 *
 * @throws ConflictError if it represents another database.
 */
export function claimResourceRef(
  directory: DatabaseDirectory,
  claim: { ref: string; sameNamespaceAs: string; resourceName?: string },
): string {
  const { ref, sameNamespaceAs, resourceName } = claim;
  const resourceRef = stringifyEntityRef({
    kind: 'resource',
    namespace: parseEntityRef(sameNamespaceAs).namespace,
    name: resourceName ?? toResourceName(parseDatabaseRef(ref).name),
  });
  const taken = directory
    .byEntity(resourceRef)
    .some(
      ({ database }) =>
        database.ref !== ref &&
        database.binding?.resourceRef.toLocaleLowerCase('en-US') ===
          resourceRef,
    );
  if (taken) {
    // The message does not contain the other database, because the caller may
    // not be allowed to read it.
    throw new ConflictError(
      `The catalog already has '${resourceRef}' for another database. Choose another ${
        resourceName === undefined ? 'name' : 'resourceName'
      }.`,
    );
  }
  return resourceRef;
}
