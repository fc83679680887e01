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

/**
 * The operations of the table; removing a database that does not exist, or is
 * hidden from the caller, is not an error.
 */
export type BackendOperations = {
  [K in DatabaseOperation as Table[K]['call']]: BackendOperation<K>;
};

/** The calls of the operations that only call the provider. */
export type HandledCall = Table[HandledOperation]['call'];

/** One operation. */
export type BackendOperation<K extends DatabaseOperation> = (
  caller: Caller,
  ref: string,
  request: OperationInput<K>,
) => Promise<OperationAnswers[Table[K]['answers']]>;

/** The service behind the HTTP API, for validated input; each call authorizes the caller. */
export interface BackendPostgresService extends BackendOperations {
  /** Only administrators get the notices of locations. */
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
  /** Returns what `createDatabase` would write. Writes nothing. */
  renderManifests(caller: Caller, request: CreateDatabase): Promise<Manifests>;
  confirmBindings(
    caller: Caller,
    request: ConfirmBindings,
  ): Promise<ConfirmedBindings>;
}

/** Waits for a revision other than `after`. */
export interface WaitForChange {
  after: string;
  waitSeconds: number;
  /** Ends the wait early. */
  signal: AbortSignal;
}
