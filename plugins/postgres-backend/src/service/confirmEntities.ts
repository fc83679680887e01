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
 * Whether the caller may say that the entity which has the name now is the one
 * that is meant: the owner in the binding, where the entity is theirs; else
 * those who may let any entity have the database.
 */
export function permitConfirm(
  rights: Rights,
  database: Database,
  { entityRef, owners }: BindingRights['dangling'][number],
): Permit {
  const permit = rights.permit(databaseBindPermission, database);
  if (!permit.allowed) return permit;
  const owner = normalizeRef(database.binding?.owner ?? '');
  const counts = rights.standing(database).owners.includes(owner);
  return rights.permitEntity(databaseBindPermission, database, {
    entityRef,
    owners: counts ? owners.filter(ref => ref === owner) : [],
  });
}

/**
 * Checks what a request confirms.
 *
 * @param confirm - uids by ref, as the caller saw them in the catalog.
 * @returns the same by normalized ref.
 * @throws InvalidFieldsError where the binding does not name the entity, or the catalog has none.
 * @throws ConflictError where the catalog has another by now.
 * @throws MissingPermissionError
 */
export function confirmEntities(
  rights: Rights,
  database: Database,
  confirm: Record<string, string> = {},
): Record<string, string> {
  const { dangling, entities } = rights.standing(database);
  const confirmed = Object.entries(confirm).map(([ref, uid]) => {
    const entityRef = canonicalEntityRef(ref);
    // Confirmed already, also by somebody else.
    if (entities.includes(entityRef)) return [];
    const entity = dangling.find(each => each.entityRef === entityRef);
    if (!entity?.uid) {
      throw invalidField(
        `confirm.${ref}`,
        'must be an entity or the owner in the binding, and be in the catalog',
      );
    }
    if (entity.uid !== uid) {
      throw new ConflictError(
        `The catalog has another entity '${entityRef}' by now. Look at it, then confirm it again`,
      );
    }
    requirePermit(permitConfirm(rights, database, entity));
    return [[entityRef, uid]];
  });
  return Object.fromEntries(confirmed.flat());
}
