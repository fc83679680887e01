import {
  databaseBindPermission,
  databaseReadPermission,
  MissingPermissionError,
  type Database,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import { normalizeRef } from '../directory/DatabaseIndex';
import type { Caller } from './Caller';
import type { CatalogReader, ReadOptions } from './CatalogReader';
import type { Ownership } from './Ownership';
import type { AuthorizedResource, Rights, RightsSource } from './Rights';
import { NO_BINDING_RIGHTS, type BindingRights } from './bindingRights';

/** The requested databases that the caller may read, with the caller's rights on them. */
export interface VisibleDatabases {
  visible: Database[];
  rights: Rights;
}

/** Decides which databases callers may read, and what they may do. */
export class Authorizer {
  readonly #services: Services;
  readonly #rightsOfUsers: RightsSource;
  readonly #rightsOfServices: RightsSource;

  /**
   * @param sources - `users` is the ownership guard or the permission policy.
   *   `services` decides about services, which have credentials of their own: they may
   *   do everything with every database, unless their token is restricted.
   */
  constructor(
    services: Services,
    sources: { users: RightsSource; services: RightsSource },
  ) {
    this.#services = services;
    this.#rightsOfUsers = sources.users;
    this.#rightsOfServices = sources.services;
  }

  /**
   * Returns the databases that the caller may read. A user reads a database
   * through an entity of its binding, or through its owner if it has no entity;
   * never through an annotation of an entity, and never through an entity that
   * only has the name of the bound one. A database without any remaining entity
   * is visible to its owner and to users who may bind it, like one without a
   * binding.
   */
  async authorize(
    caller: Caller,
    databases: Database[],
    options?: ReadOptions & { mustKnowEntities?: boolean },
  ): Promise<VisibleDatabases> {
    // In parallel, because each can take up to the timeout of Backstage calls.
    const [rights, readable] = await Promise.all([
      this.#rightsOf(
        caller,
        this.#bindingRights(caller, databases, options),
        options,
      ),
      caller.isService
        ? undefined
        : this.#services.catalog.visibleTo(
            caller,
            databases.flatMap(possibleReadRefs),
          ),
    ]);
    const { bindingRights } = rights;
    const isShown = (database: Database) => {
      if (!readable) return true;
      const refs = readRefs(database, bindingRights(database));
      return (
        refs.some(ref => readable.has(ref)) ||
        (!refs.length &&
          rights.permit(databaseBindPermission, database).allowed) ||
        (bindingRights(database).dangling.length > 0 &&
          database.binding !== undefined &&
          rights.claims(database.binding.owner))
      );
    };
    const visible = databases.filter(
      database =>
        isShown(database) &&
        rights.permit(databaseReadPermission, database).allowed,
    );
    return { visible, rights };
  }

  /** Returns the caller's rights on a planned database. */
  async plan(
    caller: Caller,
    planned: AuthorizedResource,
    options?: ReadOptions,
  ): Promise<Rights> {
    const { ownership } = this.#services;
    const bindingRights = ownership.bindingRightsOf([planned], options);
    return this.#rightsOf(caller, bindingRights, options);
  }

  #rightsOf(
    caller: Caller,
    bindingRights: Promise<(database: AuthorizedResource) => BindingRights>,
    options?: ReadOptions,
  ): Promise<Rights> {
    const source = caller.isService
      ? this.#rightsOfServices
      : this.#rightsOfUsers;
    return source.of(caller, bindingRights, options);
  }

  async #bindingRights(
    caller: Caller,
    databases: Database[],
    options?: ReadOptions & { mustKnowEntities?: boolean },
  ): Promise<(database: AuthorizedResource) => BindingRights> {
    const bindingRights = this.#services.ownership.bindingRightsOf(
      databases,
      options,
    );
    // The rights of a backend depend only on its token: it can read without the catalog.
    return caller.isService && !options?.mustKnowEntities
      ? bindingRights.catch(() => () => NO_BINDING_RIGHTS)
      : bindingRights;
  }
}

interface Services {
  catalog: CatalogReader;
  ownership: Ownership;
}

/** @throws MissingPermissionError unless the permission is granted. */
export function requirePermit(permit: Permit): void {
  if (!permit.allowed)
    throw new MissingPermissionError(
      permit.permission,
      permit.reason?.text ?? '',
    );
}

/**
 * Returns every entity ref of the binding that may grant read access, before
 * the catalog is queried.
 */
function possibleReadRefs({ binding }: Database): string[] {
  return binding ? [...binding.entityRefs, binding.owner] : [];
}

/** Returns the entity refs that grant read access. */
function readRefs(
  { binding }: Database,
  { entities, dangling }: BindingRights,
): string[] {
  if (!binding) return [];
  const owner = normalizeRef(binding.owner);
  return binding.entityRefs.length ||
    dangling.some(({ entityRef }) => entityRef === owner)
    ? entities
    : [owner];
}
