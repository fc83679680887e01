import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type {
  Database,
  Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Caller } from './Caller';
import type { ReadOptions } from './CatalogReader';

/** What one caller may do to certain databases. */
export interface Rights {
  /** Synchronous: everything was read when the rights were asked for. */
  permit(permission: ResourcePermission, database: Database): Permit;
}

/** Decides what callers may do. */
export interface RightsSource {
  /** One batch for all the databases. */
  of(
    caller: Caller,
    databases: Database[],
    options?: ReadOptions,
  ): Promise<Rights>;
  /** Whether the caller may ask for a new database for an entity. */
  permitCreate(caller: Caller, entityRef: string): Promise<Permit>;
  /** Whether the caller may bind databases to an entity, besides the right on the database. */
  permitUse(caller: Caller, entityRef: string): Promise<Permit>;
}
