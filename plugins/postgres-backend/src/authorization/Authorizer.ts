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
import { NO_STANDING, type BindingRights } from './bindingRights';

/** Those of the databases asked about which the caller may see, and what the caller may do to them. */
export interface VisibleDatabases {
  visible: Database[];
  rights: Rights;
}

/** Decides what callers see and do. */
export class Authorizer {
  readonly #services: Services;
  readonly #people: RightsSource;
  readonly #backends: RightsSource;

  /**
   * @param sources - `people` is the ownership guard or the permission policy.
   *   `backends` decides about backends that ask for themselves: they are
   *   trusted with every database, unless their token is restricted.
   */
  constructor(
    services: Services,
    sources: { people: RightsSource; backends: RightsSource },
  ) {
    this.#services = services;
    this.#people = sources.people;
    this.#backends = sources.backends;
  }

  /**
   * A person sees a database through an entity that it belongs to (the owner,
   * where it belongs to none), never through the annotation of an entity, and
   * never through one that only has the name of the one that was bound. One
   * that no entity shows any more is seen by its owner and by those who may
   * bind it, like one that is not bound at all.
   */
  async look(
    caller: Caller,
    databases: Database[],
    options?: ReadOptions & { mustKnowEntities?: boolean },
  ): Promise<VisibleDatabases> {
    // Side by side: each may take as long as Backstage's time limit.
    const [rights, seen] = await Promise.all([
      this.#rightsOf(
        caller,
        this.#standing(caller, databases, options),
        options,
      ),
      caller.isService
        ? undefined
        : this.#services.catalog.visibleTo(
            caller,
            databases.flatMap(possibleAnchors),
          ),
    ]);
    const { standing } = rights;
    const shows = (database: Database) => {
      if (!seen) return true;
      const refs = anchors(database, standing(database));
      return (
        refs.some(ref => seen.has(ref)) ||
        (!refs.length &&
          rights.permit(databaseBindPermission, database).allowed) ||
        (standing(database).dangling.length > 0 &&
          database.binding !== undefined &&
          rights.claims(database.binding.owner))
      );
    };
    const visible = databases.filter(
      database =>
        shows(database) &&
        rights.permit(databaseReadPermission, database).allowed,
    );
    return { visible, rights };
  }

  /** What the caller may do to a database that is only planned. */
  async plan(
    caller: Caller,
    planned: AuthorizedResource,
    options?: ReadOptions,
  ): Promise<Rights> {
    const { ownership } = this.#services;
    const standing = ownership.bindingRightsOf([planned], options);
    return this.#rightsOf(caller, standing, options);
  }

  #rightsOf(
    caller: Caller,
    standing: Promise<(database: AuthorizedResource) => BindingRights>,
    options?: ReadOptions,
  ): Promise<Rights> {
    const source = caller.isService ? this.#backends : this.#people;
    return source.of(caller, standing, options);
  }

  async #standing(
    caller: Caller,
    databases: Database[],
    options?: ReadOptions & { mustKnowEntities?: boolean },
  ): Promise<(database: AuthorizedResource) => BindingRights> {
    const standing = this.#services.ownership.bindingRightsOf(
      databases,
      options,
    );
    // The rights of a backend hang on its token alone: it reads on without the catalog.
    return caller.isService && !options?.mustKnowEntities
      ? standing.catch(() => () => NO_STANDING)
      : standing;
  }
}

interface Services {
  catalog: CatalogReader;
  ownership: Ownership;
}

/** @throws MissingPermissionError unless allowed. */
export function requirePermit(permit: Permit): void {
  if (!permit.allowed)
    throw new MissingPermissionError(permit.permission, permit.reason ?? '');
}

/** All through which a database may be seen, before it is known what they are. */
function possibleAnchors({ binding }: Database): string[] {
  return binding ? [...binding.entityRefs, binding.owner] : [];
}

/** The entities through which a database is seen. */
function anchors(
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
