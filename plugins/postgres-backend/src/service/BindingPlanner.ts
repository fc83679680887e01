import {
  invalidField,
  type BindDatabase,
  type Binding,
  type CreateDatabase,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Authorizer } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import {
  canonicalEntityRef,
  type CatalogReader,
} from '../authorization/CatalogReader';
import type { Ownership } from '../authorization/Ownership';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { normalizeRef } from '../directory/DatabaseIndex';
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

  /** The binding of a new database, or of the one that the same request made before. */
  async forCreate(
    caller: Caller,
    ref: string,
    request: BindingRequest,
  ): Promise<Binding> {
    const { authorizer, directory } = this.#services;
    const entityRef = canonicalEntityRef(request.entityRef);
    await this.#requireVisible(caller, [{ field: 'entityRef', entityRef }]);
    await authorizer.requireCreate(caller, entityRef);
    const before = directory.get(ref)?.database.binding;
    // Bound to more since: the request still asks for the same database.
    const same = before?.entityRefs.map(normalizeRef).includes(entityRef)
      ? before
      : undefined;
    const owner = await this.#owner(
      caller,
      request.owner ?? same?.owner,
      [entityRef],
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
    return { resourceRef, entityRefs: same?.entityRefs ?? [entityRef], owner };
  }

  async forBind(
    caller: Caller,
    database: Database,
    request: BindDatabase,
  ): Promise<Binding> {
    const { authorizer, directory } = this.#services;
    const { ref, binding } = database;
    const before = binding?.entityRefs ?? [];
    const known = new Set(before.map(normalizeRef));
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
    for (const { entityRef } of added)
      await authorizer.requireUse(caller, entityRef);
    const removed = new Set((request.remove ?? []).map(canonicalEntityRef));
    const entityRefs = [
      ...new Set([...before, ...added.map(({ entityRef }) => entityRef)]),
    ].filter(entityRef => !removed.has(normalizeRef(entityRef)));
    const owner = await this.#owner(
      caller,
      request.owner ?? binding?.owner,
      entityRefs,
      binding?.owner,
    );
    const resourceRef =
      binding && !request.resourceName
        ? binding.resourceRef
        : claimResourceRef(directory, {
            ref,
            besides: binding?.resourceRef ?? entityRefs[0] ?? owner,
            resourceName: request.resourceName,
          });
    return { resourceRef, entityRefs, owner };
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
        throw invalidField(
          field,
          `must name an entity of the catalog that you can see; '${entityRef}' is none`,
        );
      }
    }
  }

  /** `before` may stay; another owner must be one that the caller may speak for. */
  async #owner(
    caller: Caller,
    requested: string | undefined,
    entityRefs: string[],
    before: string | undefined,
  ): Promise<string> {
    const { catalog, ownership, admins } = this.#services;
    const ownersOf = await catalog.ownersOf(entityRefs, { fresh: true });
    const owners = [...new Set([...ownersOf.values()].flat())];
    if (requested === undefined) {
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
    const mayChoose =
      caller.isService ||
      claims.has(owner) ||
      admins.some(admin => claims.has(admin));
    const exists = (await catalog.ownersOf([owner], { fresh: true })).has(
      owner,
    );
    if (mayChoose && exists) return owner;
    throw invalidField(
      'owner',
      `must be an owner of the entity${
        owners.length ? ` (${owners.join(', ')})` : ''
      }, or a group of the catalog that you belong to`,
    );
  }
}

interface Services {
  directory: DatabaseDirectory;
  catalog: CatalogReader;
  ownership: Ownership;
  authorizer: Authorizer;
  admins: string[];
}
