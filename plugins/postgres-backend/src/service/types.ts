import type {
  Backups,
  ConfirmBindings,
  ConfirmedBindings,
  Connection,
  CreateDatabase,
  DatabaseList,
  DatabaseOperation,
  HandledOperation,
  databaseOperations,
  DatabaseView,
  Health,
  ListDatabases,
  Manifests,
  OperationAnswers,
  OperationInput,
  OwnerQuotas,
  ProviderList,
  QuotaQuery,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Caller } from '../authorization/Caller';

type Table = typeof databaseOperations;

/** The operations by their table; to remove a database that is gone, or hidden from the caller, is no error. */
export type BackendOperations = {
  [K in DatabaseOperation as Table[K]['call']]: BackendOperation<K>;
};

/** The calls of those that a provider does alone. */
export type HandledCall = Table[HandledOperation]['call'];

/** One of them. */
export type BackendOperation<K extends DatabaseOperation> = (
  caller: Caller,
  ref: string,
  request: OperationInput<K>,
) => Promise<OperationAnswers[Table[K]['answers']]>;

/** What the plugin does for a caller whose input is checked; each call authorizes. */
export interface BackendPostgresService extends BackendOperations {
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
  /** What `createDatabase` would write. Writes nothing. */
  renderManifests(caller: Caller, request: CreateDatabase): Promise<Manifests>;
  confirmBindings(
    caller: Caller,
    request: ConfirmBindings,
  ): Promise<ConfirmedBindings>;
}

/** Waits for another revision than `after`. */
export interface WaitForChange {
  after: string;
  waitSeconds: number;
  /** Ends the wait early. */
  signal: AbortSignal;
}
