import type { SufficientSources } from './SufficientSources';
import type {
  Backup,
  Backups,
  Binding,
  ChangeDatabase,
  Connection,
  ContentsField,
  CreateBackup,
  CreateDatabase,
  Database,
  DatabaseOperation,
  databaseOperations,
  DatabaseSpec,
  Health,
  Logs,
  Manifests,
  OperationInput,
  ProviderDescription,
  ReadLogs,
  RemoveDatabase,
  RestoreDatabase,
  RevealedCredentials,
} from '@pgstage/backstage-plugin-postgres-common';

/** Options of calls to a provider or a credential store. @public */
export interface ProviderCallOptions {
  /** Ends the call: it throws the reason of the signal, and writes nothing afterwards. Pass it to every call to the engine. */
  signal?: AbortSignal;
}

/** Options of a write. @public */
export interface ProviderWriteOptions extends ProviderCallOptions {
  /** Entity ref of the user, or subject of the service, on whose behalf the call is made. For records, not for authorization. */
  actor: string;
  /**
   * `Database.recordVersion` on which the caller was authorized. The provider
   * reads the record from the engine as part of its write, and throws a
   * RecordChangedError if the version differs, or if a database to create is gone,
   * because the binding of the request was planned for it. Absent: the backend does not know
   * the database, so there is nothing to compare.
   */
  recordVersion?: string;
}

/**
 * Scope of an option. `free`: affects only the database. `allowed`: the
 * configuration of the provider limits its values. `platform`: affects shared
 * resources, so that it requires the permission
 * `postgres.database.platform-options`.
 *
 * @public
 */
export type OptionClass = 'free' | 'allowed' | 'platform';

/** The fields of a spec that have option classes. @public */
export type ClassifiedSpec = Pick<DatabaseSpec, 'options' | ContentsField>;

/**
 * A request for a database after the backend has authorized the caller and
 * resolved the binding.
 *
 * @public
 */
export type ProvisionDatabase = Omit<
  CreateDatabase,
  'entityRef' | 'owner' | 'resourceName'
> & {
  binding: Binding;
};

/** A restore after the backend has authorized the caller and resolved the new binding. @public */
export type ProvisionRestore = Omit<
  RestoreDatabase,
  'entityRef' | 'owner' | 'resourceName'
> & {
  binding: Binding;
};

/**
 * Receives the reports of a provider about its databases. All methods are
 * synchronous, and can be called repeatedly. A database with an invalid field is
 * logged, and shown as unknown with the error until its next valid report.
 *
 * @public
 */
export interface ProviderConnection {
  /** Reports the current state of a database. */
  upsert(database: Database): void;
  /** Reports that a database no longer exists. */
  remove(ref: string): void;
  /** Reports all databases of a location, after it was read completely and without error. */
  replaceAll(location: string, databases: Database[]): void;
  /** Reports that a location does not respond. Its databases stay, marked as stale, until the next `replaceAll`. */
  unreachable(location: string, message: string): void;
}

/** The amounts of a database that count towards quotas. @public */
export interface QuotaUsage {
  instances: number;
  /** Bytes of all volumes of one instance. */
  storageBytes: number;
}

/**
 * The operations of `databaseOperations` that one method of a provider performs.
 * Each returns the database after the operation.
 *
 * @public
 */
export type ProviderOperations = {
  [K in DatabaseOperation as (typeof databaseOperations)[K] extends {
    handler: infer Handler extends string;
  }
    ? Handler
    : never]?: OperationInput<K> extends undefined
    ? (ref: string, options: ProviderWriteOptions) => Promise<Database>
    : (
        ref: string,
        request: OperationInput<K>,
        options: ProviderWriteOptions,
      ) => Promise<Database>;
};

/**
 * A way to run databases. `describeProviderConformance` tests that a provider
 * fulfills this contract.
 *
 * A provider validates its input (`InvalidFieldsError`, with the field names of
 * the request). It converts errors of the engine to errors of `postgres-common`,
 * with a message that is understandable on its own and contains no secret. It
 * does not authorize, because the backend does. It omits optional methods that
 * it does not support; `Database.operations` contains the reason.
 *
 * @public
 */
export interface PostgresProvider extends ProviderOperations {
  /** For example `server`. Permanent, because it is part of every ref. */
  readonly id: string;
  /** The sufficient sources of evidence for its claims. */
  readonly evidence: SufficientSources;

  describe(options?: ProviderCallOptions): Promise<ProviderDescription>;

  /**
   * Starts to observe the databases. Does not wait until they are read, because
   * a location that does not respond must not delay the start of Backstage.
   */
  connect(connection: ProviderConnection): Promise<void>;

  /** Stops observing, and closes all connections to the engine. */
  disconnect(): Promise<void>;

  /**
   * Reads one database again, and reports it or its removal to the connection.
   * The backend calls it when another replica of Backstage reports a change.
   * Omit it if the provider observes every change immediately.
   */
  refresh?(ref: string, options?: ProviderCallOptions): Promise<void>;

  /**
   * Creates a database, or completes one whose creation was interrupted.
   * Repeating the request returns the same database. With `dryRun`, checks the
   * request and writes nothing.
   *
   * @throws DifferencesError if a database with this name exists that pgstage does
   * not manage, or that has another spec or binding
   */
  create(
    request: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database>;

  /**
   * Replaces the binding. With `adopt`, the database can be one without a
   * binding: only its record is written. If it has a record without a valid
   * signature (`unconfirmedBinding`), the spec and the creator in that record are
   * kept. `adopt` has no effect on a bound database, unless another database has
   * replaced it.
   *
   * @throws ConflictError if the database has no binding and `adopt` is not set
   */
  bind(
    ref: string,
    binding: Binding,
    options: ProviderWriteOptions & { adopt?: boolean },
  ): Promise<Database>;

  /**
   * Returns the class of each option, and of each field of additional roles and
   * databases, that a spec changes or removes, by path (`options.initSql`,
   * `roles.0.inRoles.0`). Pure. If omitted, everything is `free`.
   *
   * @param spec - null in `options` removes an option
   * @param existing - the spec that is replaced
   */
  classifyOptions?(
    location: string,
    spec: ClassifiedSpec,
    existing?: ClassifiedSpec,
  ): Record<string, OptionClass>;

  /**
   * Returns the quota usage of a database, with the defaults of the configuration
   * and all volumes. Pure. If omitted, the backend uses the values of the spec.
   */
  quotaUsageOf?(location: string, spec: DatabaseSpec): QuotaUsage;

  connection(ref: string, options?: ProviderCallOptions): Promise<Connection>;
  health?(ref: string, options?: ProviderCallOptions): Promise<Health>;
  listBackups?(ref: string, options?: ProviderCallOptions): Promise<Backups>;

  change?(
    ref: string,
    change: ChangeDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database>;

  /** Removes the database and its credentials; does nothing if they no longer exist. */
  remove?(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void>;

  /** Starts a backup, and returns without waiting for its end. */
  createBackup?(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup>;

  /** Restores into a new database, and returns it. Repeating the request returns the same database. */
  restore?(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database>;

  /** Returns the manifests that `create` would apply. Does not call the engine. */
  render?(request: ProvisionDatabase): Promise<Manifests>;

  revealCredentials?(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials>;

  /** Reads the newest entries of the log of an instance, with recognizable passwords masked. */
  readLogs?(
    ref: string,
    request: ReadLogs,
    options: ProviderWriteOptions,
  ): Promise<Logs>;

  /** Completes interrupted writes and corrects drift, for example of credentials. The backend calls it on a schedule, on one replica at a time. */
  reconcile?(options: ProviderCallOptions): Promise<void>;
}
