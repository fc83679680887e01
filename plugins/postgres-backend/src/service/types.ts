import type {
  Backup,
  Backups,
  BindDatabase,
  ChangeDatabase,
  ConfirmBindings,
  ConfirmedBindings,
  Connection,
  CreateBackup,
  CreateDatabase,
  DatabaseList,
  DatabaseView,
  FenceDatabase,
  Health,
  HibernateDatabase,
  ListDatabases,
  Manifests,
  OwnerQuotas,
  ProviderList,
  QuotaQuery,
  RemoveDatabase,
  RemoveMember,
  RestartDatabase,
  RestoreDatabase,
  RevealedCredentials,
  Section,
  SwitchoverDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Caller } from '../authorization/Caller';

/** What the plugin does for a caller whose input is checked; each call authorizes. */
export interface BackendPostgresService {
  /** Notices of locations are for administrators alone. */
  listProviders(caller: Caller): Promise<ProviderList>;
  listDatabases(caller: Caller, filter: ListDatabases): Promise<DatabaseList>;
  getQuotas(caller: Caller, query: QuotaQuery): Promise<OwnerQuotas>;
  getDatabase(
    caller: Caller,
    ref: string,
    wait?: WaitForChange,
  ): Promise<DatabaseView>;
  getConnection(caller: Caller, ref: string): Promise<Section<Connection>>;
  getHealth(caller: Caller, ref: string): Promise<Section<Health>>;
  getBackups(caller: Caller, ref: string): Promise<Section<Backups>>;
  createDatabase(
    caller: Caller,
    request: CreateDatabase,
    options: { dryRun: boolean },
  ): Promise<DatabaseView>;
  /** Restores into a new database beside `ref`, and returns that one. */
  restoreDatabase(
    caller: Caller,
    ref: string,
    request: RestoreDatabase,
  ): Promise<DatabaseView>;
  /** What `createDatabase` would write. Writes nothing. */
  renderManifests(caller: Caller, request: CreateDatabase): Promise<Manifests>;
  bindDatabase(
    caller: Caller,
    ref: string,
    request: BindDatabase,
  ): Promise<DatabaseView>;
  confirmBindings(
    caller: Caller,
    request: ConfirmBindings,
  ): Promise<ConfirmedBindings>;
  changeDatabase(
    caller: Caller,
    ref: string,
    change: ChangeDatabase,
  ): Promise<DatabaseView>;
  restartDatabase(
    caller: Caller,
    ref: string,
    request: RestartDatabase,
  ): Promise<DatabaseView>;
  switchoverDatabase(
    caller: Caller,
    ref: string,
    request: SwitchoverDatabase,
  ): Promise<DatabaseView>;
  hibernateDatabase(
    caller: Caller,
    ref: string,
    request: HibernateDatabase,
  ): Promise<DatabaseView>;
  fenceDatabase(
    caller: Caller,
    ref: string,
    request: FenceDatabase,
  ): Promise<DatabaseView>;
  removeMember(
    caller: Caller,
    ref: string,
    request: RemoveMember,
  ): Promise<DatabaseView>;
  rotatePassword(caller: Caller, ref: string): Promise<DatabaseView>;
  createBackup(
    caller: Caller,
    ref: string,
    request: CreateBackup,
  ): Promise<Backup>;
  revealCredentials(caller: Caller, ref: string): Promise<RevealedCredentials>;
  /** A database that is gone, or hidden from the caller, is no error. */
  removeDatabase(
    caller: Caller,
    ref: string,
    request: RemoveDatabase,
  ): Promise<void>;
}

/** Waits for another revision than `after`. */
export interface WaitForChange {
  after: string;
  waitSeconds: number;
  /** Ends the wait early. */
  signal: AbortSignal;
}
