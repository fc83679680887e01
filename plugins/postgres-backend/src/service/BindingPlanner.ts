import {
  databaseBindPermission,
  databaseCreatePermission,
  InvalidFieldsError,
  invalidField,
  type BindDatabase,
  type Binding,
  type CreateDatabase,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import { requirePermit, type Authorizer } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import {
  canonicalEntityRef,
  isEntityRef,
  type CatalogReader,
} from '../authorization/CatalogReader';
import { overlap } from '../authorization/OwnershipGuard';
import type { Ownership } from '../authorization/Ownership';
import type { AuthorizedResource, Rights } from '../authorization/Rights';
import { claimedBy, type CatalogEntity } from '../authorization/bindingRights';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { normalizeRef } from '../directory/DatabaseIndex';
import { confirmEntities } from './confirmEntities';
import { claimResourceRef } from './resourceRef';

/** The part of a create request that determines the binding. */
export type BindingRequest = Pick<
  CreateDatabase,
  'entityRef' | 'owner' | 'resourceName'
>;

/** Determines the binding of a database, and checks that the caller may request it. */
export class BindingPlanner {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Returns the binding of a new database, or of the database that the same
   * request created before.
   *
   * @param allowFuture - whether the entity may be one that does not exist yet
   */
  async forCreate(
    caller: Caller,
    ref: string,
    request: BindingRequest,
    planned: AuthorizedResource,
    { allowFuture = false } = {},
  ): Promise<Binding> {
    const { authorizer, directory } = this.#services;
    const entityRef = canonicalEntityRef(request.entityRef);
    const { owners, isToCome } = await this.#ownersOf(
      caller,
      { ...request, entityRef },
      allowFuture,
    );
    const rights = await authorizer.plan(caller, planned, { fresh: true });
    requirePermit(
      rights.permitEntity(databaseCreatePermission, planned, {
        entityRef,
        owners,
      }),
    );
    const before = directory.get(ref)?.database.binding;
    // The database has been bound to more entities since: the request is still the same.
    const same = before?.entityRefs.map(normalizeRef).includes(entityRef)
      ? before
      : undefined;
    const owner = await this.#owner(
      caller,
      request.owner ?? same?.owner,
      owners,
      same?.owner,
    );
    const resourceRef =
      same && !request.resourceName
        ? same.resourceRef
        : claimResourceRef(directory, {
            ref,
            sameNamespaceAs: entityRef,
            resourceName: request.resourceName,
          });
    const fresh = await this.#uidsOf(isToCome ? [owner] : [entityRef, owner]);
    const entityUids = same ? same.entityUids : fresh;
    return {
      resourceRef,
      entityRefs: same?.entityRefs ?? [entityRef],
      owner,
      ...(entityUids && { entityUids }),
    };
  }

  /** @param rights - of the caller, evaluated on the current state of this database */
  async forBind(
    caller: Caller,
    database: Database,
    request: BindDatabase,
    rights: Rights,
  ): Promise<Binding> {
    const { catalog, directory } = this.#services;
    const { ref } = database;
    const binding = bindingToChange(database, request);
    const before = (binding?.entityRefs ?? []).map(normalizeRef);
    const bindingRights = rights.bindingRights(database);
    // An entity that only has the name of a bound one is new.
    const known = new Set(bindingRights.entities);
    const added = (request.add ?? [])
      .map((entityRef, index) => ({
        field: `add.${index}`,
        entityRef: canonicalEntityRef(entityRef),
      }))
      .filter(({ entityRef }) => !known.has(entityRef));
    for (const { field, entityRef } of added) {
      if (binding && entityRef === normalizeRef(binding.resourceRef))
        throw invalidField(field, "must not be the database's own Resource");
    }
    await this.#requireVisible(caller, added);
    const addedRefs = added.map(({ entityRef }) => entityRef);
    const entities = await catalog.entities([...before, ...addedRefs], {
      fresh: true,
    });
    for (const entityRef of addedRefs) {
      requirePermit(
        rights.permitEntity(databaseBindPermission, database, {
          entityRef,
          owners: ownersIn(entities, [entityRef]),
        }),
      );
    }
    const confirmed = confirmEntities(rights, database, request.confirm);
    // Remaining entities keep their recorded uid, or have none: only an
    // explicit confirmation adds one.
    const uids = {
      ...binding?.entityUids,
      ...confirmed,
      ...uidsIn(entities, addedRefs),
    };
    const removed = new Set((request.remove ?? []).map(canonicalEntityRef));
    const entityRefs = [...new Set([...before, ...addedRefs])].filter(
      entityRef => !removed.has(entityRef),
    );
    const owner = await this.#owner(
      caller,
      request.owner ?? binding?.owner,
      ownersIn(
        entities,
        entityRefs.filter(each => uids[each] === entities.get(each)?.uid),
      ),
      binding?.owner,
    );
    const resourceRef =
      database.binding && !request.resourceName
        ? database.binding.resourceRef
        : claimResourceRef(directory, {
            ref,
            sameNamespaceAs:
              database.binding?.resourceRef ?? entityRefs[0] ?? owner,
            resourceName: request.resourceName,
          });
    const named = [...entityRefs, normalizeRef(owner)];
    const entityUids = Object.fromEntries(
      Object.entries({ ...(await this.#uidsOf([owner])), ...uids }).filter(
        ([entityRef]) => named.includes(entityRef),
      ),
    );
    return { resourceRef, entityRefs, owner, entityUids };
  }

  /**
   * Returns the owners of the entity of a request; for an entity that does not
   * exist yet, the owner in the request.
   */
  async #ownersOf(
    caller: Caller,
    { entityRef, owner }: BindingRequest,
    allowFuture: boolean,
  ): Promise<{ owners: string[]; isToCome?: boolean }> {
    const { catalog } = this.#services;
    const fresh = { fresh: true };
    if (allowFuture && owner !== undefined) {
      const readable = await catalog.visibleTo(caller, [entityRef], fresh);
      if (!readable.size) {
        // Only if the caller may act for that owner.
        const owners = [await this.#owner(caller, owner, [], undefined)];
        return { owners, isToCome: true };
      }
    }
    await this.#requireVisible(caller, [{ field: 'entityRef', entityRef }]);
    const entities = await catalog.entities([entityRef], fresh);
    return { owners: ownersIn(entities, [entityRef]) };
  }

  /** Returns the current uids of entities in the catalog; entities that do not exist are absent. */
  async #uidsOf(entityRefs: string[]): Promise<Record<string, string>> {
    const { catalog } = this.#services;
    const entities = await catalog.entities(entityRefs, { fresh: true });
    return uidsIn(entities, [...entities.keys()]);
  }

  async #requireVisible(
    caller: Caller,
    entities: Array<{ field: string; entityRef: string }>,
  ): Promise<void> {
    const visible = await this.#services.catalog.visibleTo(
      caller,
      entities.map(({ entityRef }) => entityRef),
      { fresh: true },
    );
    for (const { field, entityRef } of entities) {
      if (visible.has(entityRef)) continue;
      const rule = `must be an entity of the catalog that you can see; '${entityRef}' is not one`;
      throw new InvalidFieldsError([{ field, rule, missingEntity: entityRef }]);
    }
  }

  /**
   * The owner `before` may stay. Another owner must be one of the owners of the
   * entities, or one for which the caller may act.
   */
  async #owner(
    caller: Caller,
    requested: string | undefined,
    owners: string[],
    before: string | undefined,
  ): Promise<string> {
    const { catalog, ownership, admins } = this.#services;
    if (requested === undefined || !isEntityRef(requested)) {
      const owner = owners.find(ref => ref.startsWith('group:')) ?? owners[0];
      if (owner) return owner;
      throw invalidField(
        'owner',
        'is required, because the entity has no owner in the catalog',
      );
    }
    const owner = canonicalEntityRef(requested);
    if ([...owners, before && normalizeRef(before)].includes(owner))
      return owner;
    const claims = await ownership.claimsOf(caller, { fresh: true });
    const mayChoose = caller.isService || overlap(claims, [owner, ...admins]);
    const exists = await catalog.entities([owner], { fresh: true });
    if (mayChoose && exists.size) return owner;
    throw invalidField(
      'owner',
      `must be an owner of the entity${
        owners.length ? ` (${owners.join(', ')})` : ''
      }, or a group of the catalog that you belong to`,
    );
  }
}

/**
 * Returns the current binding to change. The binding of a record without a valid
 * signature is used only if it is to be confirmed, and then without its uids.
 */
function bindingToChange(
  { binding, unconfirmedBinding }: Database,
  { confirm }: BindDatabase,
): Binding | undefined {
  if (binding || !confirm || !unconfirmedBinding) return binding;
  return {
    ...unconfirmedBinding,
    entityRefs: claimedBy(unconfirmedBinding),
    entityUids: undefined,
  };
}

function uidsIn(
  entities: Map<string, CatalogEntity>,
  entityRefs: string[],
): Record<string, string> {
  return Object.fromEntries(
    entityRefs.flatMap(entityRef => {
      const uid = entities.get(entityRef)?.uid;
      return uid === undefined ? [] : [[entityRef, uid]];
    }),
  );
}

function ownersIn(
  entities: Map<string, CatalogEntity>,
  entityRefs: string[],
): string[] {
  return [
    ...new Set(entityRefs.flatMap(ref => entities.get(ref)?.owners ?? [])),
  ];
}

interface Services {
  directory: DatabaseDirectory;
  catalog: CatalogReader;
  ownership: Ownership;
  authorizer: Authorizer;
  admins: string[];
}
