import type { SufficientSources } from './SufficientSources';
import type {
  Backup,
  Backups,
  Binding,
  ChangeDatabase,
  Connection,
  CreateBackup,
  CreateDatabase,
  Database,
  DatabaseOperation,
  databaseOperations,
  DatabaseSpec,
  Health,
  Manifests,
  OperationInput,
  ProviderDescription,
  RemoveDatabase,
  RestoreDatabase,
  RevealedCredentials,
} from '@pgstage/backstage-plugin-postgres-common';

/** Options of every call to a provider. @public */
export interface ProviderCallOptions {
  /** Aborts the call; every upstream call must obey it. */
  signal?: AbortSignal;
}

/** Options of a call that writes. @public */
export interface ProviderWriteOptions extends ProviderCallOptions {
  /** Entity ref of the person, or subject of the service, on whose behalf the call is made. For records, not for authorization. */
  actor: string;
  /**
   * `Database.recordVersion` on which the caller was authorized. The provider
   * reads the record again upstream, as close to its write as possible, and
   * throws a RecordChangedError if the version differs. Absent: the database was
   * not known.
   */
  recordVersion?: string;
}

/**
 * Scope of an option. `free`: affects the database alone. `allowed`: limited by
 * the configuration of the provider, which refuses other values. `platform`:
 * affects what others use, so that only the platform team may set it.
 *
 * @public
 */
export type OptionClass = 'free' | 'allowed' | 'platform';

/** The fields of a spec that have option classes. @public */
export type ClassifiedSpec = Pick<
  DatabaseSpec,
  'options' | 'roles' | 'databases'
>;

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
 * Reports the databases of a provider to the backend. All calls are synchronous
 * and cheap, and may be repeated at any time.
 *
 * @public
 */
export interface ProviderConnection {
  /** Reports the current state of a database. */
  upsert(database: Database): void;
  /** Reports that a database no longer exists. */
  remove(ref: string): void;
  /** Reports all databases of a location, which was read without error. */
  replaceAll(location: string, databases: Database[]): void;
  /** Reports that a location does not respond. Its databases are kept and marked stale until the next `replaceAll`. */
  unreachable(location: string, message: string): void;
}

/** What a database takes of a quota. @public */
export interface Footprint {
  instances: number;
  /** Bytes of all volumes of one instance. */
  storageBytes: number;
}

/**
 * The operations of `databaseOperations` that a single method handles. Each
 * returns the database after the operation.
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
 * A way to run databases. The contract in full: `create`, `bind` and the
 * observing calls must pass `describeProviderConformance`.
 *
 * A provider checks input itself (`InvalidFieldsError`, fields named as in the
 * request), catches upstream errors and rethrows them as errors of
 * `postgres-common` whose message stands alone and holds no secret. It does
 * not authorize: the backend has done so. An optional method that is absent
 * means unsupported; `Database.operations` says so with the reason.
 *
 * @public
 */
export interface PostgresProvider extends ProviderOperations {
  /** For example `server`. Part of every ref, so it never changes. */
  readonly id: string;
  /** The sources that suffice as evidence for its claims. */
  readonly evidence: SufficientSources;

  describe(options?: ProviderCallOptions): Promise<ProviderDescription>;

  /**
   * Starts to observe. Returns as soon as observation has started, before
   * everything is read: a location that does not respond must not delay the start
   * of Backstage.
   */
  connect(connection: ProviderConnection): Promise<void>;

  /** Stops observing and closes every upstream connection. */
  disconnect(): Promise<void>;

  /**
   * Reads one database again and reports it to the connection, or its removal.
   * Called when another replica of Backstage reports a change. Omitted by a
   * provider that receives every change immediately.
   */
  refresh?(ref: string, options?: ProviderCallOptions): Promise<void>;

  /**
   * Creates a database, or completes one that a crash left incomplete. Repeating
   * the request returns the same database. With `dryRun`, checks everything and
   * writes nothing.
   *
   * @throws DifferencesError if the name is taken: by a database that is managed
   * outside pgstage, or by one with another spec or binding.
   */
  create(
    request: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database>;

  /**
   * Replaces the binding. Adopting (`adopt`) changes nothing but the record. It
   * confirms a record without a valid signature (`unconfirmedBinding`) and keeps
   * its spec and creation. `adopt` has no effect on a bound database, unless
   * another database has replaced it.
   *
   * @throws ConflictError if the database has no binding and `adopt` is not set.
   */
  bind(
    ref: string,
    binding: Binding,
    options: ProviderWriteOptions & { adopt?: boolean },
  ): Promise<Database>;

  /**
   * Returns the class of each option, and of each field of further roles and
   * databases, that a spec changes or removes, by path (`options.initSql`,
   * `roles.0.inRoles.0`). Pure. Absent: everything is free.
   *
   * @param existing - the spec to be replaced; null in `options` removes an option
   */
  classifyOptions?(
    location: string,
    spec: ClassifiedSpec,
    existing?: ClassifiedSpec,
  ): Record<string, OptionClass>;

  /**
   * Returns the quota usage of a database with the defaults of the configuration
   * and all its volumes. Pure. Absent: the values of the spec count.
   */
  quotaUsageOf?(location: string, spec: DatabaseSpec): Footprint;

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

  /** Starts a backup and returns; the backup continues without the caller. */
  createBackup?(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup>;

  /** Restores into a new database and returns it. Repeatable like `create`. */
  restore?(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database>;

  /** Returns the files that `create` would apply. Reads nothing upstream and writes nothing. */
  render?(request: ProvisionDatabase): Promise<Manifests>;

  revealCredentials?(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials>;

  /** Corrects drift: incomplete credentials, bindings, schedules. Called on a schedule, on one replica of Backstage at a time. */
  reconcile?(options: ProviderCallOptions): Promise<void>;
}
