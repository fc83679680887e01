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

/** What a request for a new database says about to whom it shall belong. */
export type BindingRequest = Pick<
  CreateDatabase,
  'entityRef' | 'owner' | 'resourceName'
>;

/** Works out to whom a database shall belong, and checks that the caller may say so. */
export class BindingPlanner {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * The binding of a new database, or of the one that the same request made before.
   *
   * @param mayCome - whether the entity may be one that does not exist yet
   */
  async forCreate(
    caller: Caller,
    ref: string,
    request: BindingRequest,
    planned: AuthorizedResource,
    { mayCome = false } = {},
  ): Promise<Binding> {
    const { authorizer, directory } = this.#services;
    const entityRef = canonicalEntityRef(request.entityRef);
    const { owners, isToCome } = await this.#ownersOf(
      caller,
      { ...request, entityRef },
      mayCome,
    );
    const rights = await authorizer.plan(caller, planned, { fresh: true });
    requirePermit(
      rights.permitEntity(databaseCreatePermission, planned, {
        entityRef,
        owners,
      }),
    );
    const before = directory.get(ref)?.database.binding;
    // Bound to more since: the request still asks for the same database.
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
            besides: entityRef,
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

  /** @param rights - of the caller, judged on this database just now. */
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
    const standing = rights.standing(database);
    // One that only has the name of an entity that was bound is new.
    const known = new Set(standing.entities);
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
    // Those that stay keep the uid that is recorded, or have none: only saying so confirms them.
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
            besides: database.binding?.resourceRef ?? entityRefs[0] ?? owner,
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

  /** Who owns the entity of a request: of one to come, the owner that the request names. */
  async #ownersOf(
    caller: Caller,
    { entityRef, owner }: BindingRequest,
    mayCome: boolean,
  ): Promise<{ owners: string[]; isToCome?: boolean }> {
    const { catalog } = this.#services;
    const fresh = { fresh: true };
    if (mayCome && owner !== undefined) {
      const seen = await catalog.visibleTo(caller, [entityRef], fresh);
      if (!seen.size) {
        // Only for somebody who may speak for that owner.
        const owners = [await this.#owner(caller, owner, [], undefined)];
        return { owners, isToCome: true };
      }
    }
    await this.#requireVisible(caller, [{ field: 'entityRef', entityRef }]);
    const entities = await catalog.entities([entityRef], fresh);
    return { owners: ownersIn(entities, [entityRef]) };
  }

  /** What the catalog has for them now; absent: no such entity. */
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
      if (!visible.has(entityRef)) {
        const rule = `must name an entity of the catalog that you can see; '${entityRef}' is none`;
        throw new InvalidFieldsError([
          { field, rule, missingEntity: entityRef },
        ]);
      }
    }
  }

  /**
   * `before` may stay; another owner must be one of the entities, or one that
   * the caller may speak for.
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
        'must be given, because the entity has no owner in the catalog',
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

/** The binding to start from: what nobody vouches for only where it is to be confirmed, and then without its uids. */
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
