import type { ResourcePermission } from '@backstage/plugin-permission-common';
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
import type { Rights, RightsSource } from './Rights';

/** Those of the databases asked about which the caller may see, and what the caller may do to them. */
export interface VisibleDatabases {
  visible: Database[];
  rights: Rights;
}

/** Decides what callers see and do. */
export class Authorizer {
  readonly #catalog: CatalogReader;
  readonly #people: RightsSource;
  readonly #backends: RightsSource;

  /**
   * @param sources - `people` is the ownership guard or the permission policy.
   *   `backends` decides about backends that ask for themselves: they are
   *   trusted with every database, unless their token is restricted.
   */
  constructor(
    catalog: CatalogReader,
    sources: { people: RightsSource; backends: RightsSource },
  ) {
    this.#catalog = catalog;
    this.#people = sources.people;
    this.#backends = sources.backends;
  }

  /**
   * A person sees a database through an entity that it belongs to (the owner,
   * where it belongs to none), never through the annotation of an entity. One
   * that is not bound at all is seen by those who may bind it.
   */
  async look(
    caller: Caller,
    databases: Database[],
    options?: ReadOptions,
  ): Promise<VisibleDatabases> {
    const shown = caller.isService
      ? databases
      : await this.#shownByCatalog(caller, databases);
    const rights = await this.#source(caller).of(caller, shown, options);
    const may = (permission: ResourcePermission, database: Database) =>
      rights.permit(permission, database).allowed;
    const visible = shown.filter(
      database =>
        may(databaseReadPermission, database) &&
        (caller.isService ||
          database.binding ||
          may(databaseBindPermission, database)),
    );
    return { visible, rights };
  }

  async requireCreate(caller: Caller, entityRef: string): Promise<void> {
    requirePermit(await this.#source(caller).permitCreate(caller, entityRef));
  }

  /** Checks that the caller may let an entity use databases. */
  async requireUse(caller: Caller, entityRef: string): Promise<void> {
    requirePermit(await this.#source(caller).permitUse(caller, entityRef));
  }

  #source(caller: Caller): RightsSource {
    return caller.isService ? this.#backends : this.#people;
  }

  async #shownByCatalog(
    caller: Caller,
    databases: Database[],
  ): Promise<Database[]> {
    const visible = await this.#catalog.visibleTo(
      caller,
      databases.flatMap(anchors),
    );
    return databases.filter(
      database =>
        !database.binding ||
        anchors(database).some(ref => visible.has(normalizeRef(ref))),
    );
  }
}

/** @throws MissingPermissionError unless allowed. */
export function requirePermit(permit: Permit): void {
  if (!permit.allowed)
    throw new MissingPermissionError(permit.permission, permit.reason ?? '');
}

/** The entities through which a database is seen. */
function anchors({ binding }: Database): string[] {
  if (!binding) return [];
  return binding.entityRefs.length ? binding.entityRefs : [binding.owner];
}
