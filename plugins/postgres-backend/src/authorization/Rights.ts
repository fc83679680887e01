import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type {
  Database,
  Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { OptionClass } from '@pgstage/backstage-plugin-postgres-node';
import type { Caller } from './Caller';
import type { ReadOptions } from './CatalogReader';
import type { BindingRights } from './bindingRights';

/** What of a database, existing or planned, rights are judged on. */
export type AuthorizedResource = Pick<
  Database,
  'provider' | 'location' | 'binding' | 'unconfirmedBinding' | 'spec'
>;

/** What one caller may do to certain databases. Synchronous: everything was read when the rights were asked for. */
export interface Rights {
  /**
   * @param optionClass - the furthest-reaching class of the options that a
   *   request sets; `free` unless given.
   */
  permit(
    permission: ResourcePermission,
    database: AuthorizedResource,
    optionClass?: OptionClass,
  ): Permit;
  /**
   * Whether the caller may let an entity have this database, besides the right
   * on the database itself.
   *
   * @param owners - of the entity, as far as they may say so.
   */
  permitEntity(
    permission: ResourcePermission,
    database: AuthorizedResource,
    entity: { entityRef: string; owners: string[] },
  ): Permit;
  /** Whether the caller is, or belongs to, the one of this name. */
  claims(entityRef: string): boolean;
  standing(database: AuthorizedResource): BindingRights;
}

/** Decides what callers may do. */
export interface RightsSource {
  /** One batch for all the databases. */
  of(
    caller: Caller,
    standing: Promise<(database: AuthorizedResource) => BindingRights>,
    options?: ReadOptions,
  ): Promise<Rights>;
}
