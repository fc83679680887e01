import { ConflictError } from '@backstage/errors';
import {
  databaseBindPermission,
  invalidField,
  type Database,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import { requirePermit } from '../authorization/Authorizer';
import { canonicalEntityRef } from '../authorization/CatalogReader';
import type { Rights } from '../authorization/Rights';
import type { BindingRights } from '../authorization/bindingRights';
import { normalizeRef } from '../directory/DatabaseIndex';

/**
 * Returns whether the caller may confirm that the current entity of a name is
 * the bound one: the owner in the binding, for an entity that it owns;
 * otherwise callers who may bind any entity to the database.
 */
export function permitConfirm(
  rights: Rights,
  database: Database,
  { entityRef, owners }: BindingRights['dangling'][number],
): Permit {
  const permit = rights.permit(databaseBindPermission, database);
  if (!permit.allowed) return permit;
  const owner = normalizeRef(database.binding?.owner ?? '');
  const counts = rights.bindingRights(database).owners.includes(owner);
  return rights.permitEntity(databaseBindPermission, database, {
    entityRef,
    owners: counts ? owners.filter(ref => ref === owner) : [],
  });
}

/**
 * Validates a confirmation.
 *
 * @param confirm - uids by ref, as the caller read them from the catalog.
 * @returns the same by normalized ref.
 * @throws InvalidFieldsError if the binding does not contain the entity, or the
 *   catalog does not have it.
 * @throws ConflictError if the catalog has another entity of this name now.
 * @throws MissingPermissionError
 */
export function confirmEntities(
  rights: Rights,
  database: Database,
  confirm: Record<string, string> = {},
): Record<string, string> {
  const { dangling, entities } = rights.bindingRights(database);
  const confirmed = Object.entries(confirm).map(([ref, uid]) => {
    const entityRef = canonicalEntityRef(ref);
    // Already confirmed, possibly by another user.
    if (entities.includes(entityRef)) return [];
    const entity = dangling.find(each => each.entityRef === entityRef);
    if (!entity?.uid) {
      throw invalidField(
        `confirm.${ref}`,
        'must be an entity or the owner in the binding, and exist in the catalog',
      );
    }
    if (entity.uid !== uid) {
      throw new ConflictError(
        `The catalog now has another entity '${entityRef}'. Check it, then confirm it again`,
      );
    }
    requirePermit(permitConfirm(rights, database, entity));
    return [[entityRef, uid]];
  });
  return Object.fromEntries(confirmed.flat());
}
