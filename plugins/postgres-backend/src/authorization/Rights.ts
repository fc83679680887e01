import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type {
  Database,
  Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { OptionClass } from '@pgstage/backstage-plugin-postgres-node';
import type { Caller } from './Caller';
import type { ReadOptions } from './CatalogReader';
import type { BindingRights } from './bindingRights';

/** The properties of an existing or planned database on which permissions are evaluated. */
export type AuthorizedResource = Pick<
  Database,
  'provider' | 'location' | 'binding' | 'unconfirmedBinding' | 'spec'
>;

/**
 * The rights of one caller on certain databases. Synchronous, because
 * everything has been read before.
 */
export interface Rights {
  /**
   * @param optionClass - the class with the widest scope among the options of a
   *   request; `free` by default.
   */
  permit(
    permission: ResourcePermission,
    database: AuthorizedResource,
    optionClass?: OptionClass,
  ): Permit;
  /**
   * Returns whether the caller may bind an entity to this database, in addition
   * to the permission on the database itself.
   *
   * @param owners - the owners of the entity whose ownership grants this right.
   */
  permitEntity(
    permission: ResourcePermission,
    database: AuthorizedResource,
    entity: { entityRef: string; owners: string[] },
  ): Permit;
  /** Returns whether the caller is this user, or a member of this group. */
  claims(entityRef: string): boolean;
  bindingRights(database: AuthorizedResource): BindingRights;
}

/** Decides what callers may do. */
export interface RightsSource {
  /** Evaluates all the databases in one batch. */
  of(
    caller: Caller,
    bindingRights: Promise<(database: AuthorizedResource) => BindingRights>,
    options?: ReadOptions,
  ): Promise<Rights>;
}
