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

/** What every call to a provider carries. @public */
export interface ProviderCallOptions {
  /** Ends the call early; every upstream call must obey it. */
  signal?: AbortSignal;
}

/** What a call that writes carries. @public */
export interface ProviderWriteOptions extends ProviderCallOptions {
  /** Entity ref of the person, or subject of the service, on whose behalf it is done. For records, not for authorization. */
  actor: string;
  /**
   * `Database.recordVersion` that the caller's rights were judged on. The
   * provider reads the record again at the engine, as close to its write as
   * the engine allows, and throws a RecordChangedError where it is another.
   * Absent: nothing was known of the database.
   */
  recordVersion?: string;
}

/**
 * How far an option reaches: `free` not beyond the database, `allowed` as far
 * as the provider's configuration allows (the provider refuses other values),
 * `platform` into what others use, so that only the platform team may set it.
 *
 * @public
 */
export type OptionClass = 'free' | 'allowed' | 'platform';

/** What of a spec has classes. @public */
export type ClassifiedSpec = Pick<
  DatabaseSpec,
  'options' | 'roles' | 'databases'
>;

/**
 * A request for a database after the backend has checked the caller's rights
 * and worked out to whom it belongs.
 *
 * @public
 */
export type ProvisionDatabase = Omit<
  CreateDatabase,
  'entityRef' | 'owner' | 'resourceName'
> & {
  binding: Binding;
};

/** A restore after the backend has checked rights and worked out the new binding. @public */
export type ProvisionRestore = Omit<
  RestoreDatabase,
  'entityRef' | 'owner' | 'resourceName'
> & {
  binding: Binding;
};

/**
 * Through this a provider tells the backend what exists. All calls are
 * synchronous and cheap; repeat them as often as you like.
 *
 * @public
 */
export interface ProviderConnection {
  /** This database is now so. */
  upsert(database: Database): void;
  /** This database is gone. */
  remove(ref: string): void;
  /** These are all databases of the location, which was read without error. */
  replaceAll(location: string, databases: Database[]): void;
  /** The location does not answer: what is known of it stays, marked old. Cleared by the next `replaceAll`. */
  unreachable(location: string, message: string): void;
}

/** What a database takes of a quota. @public */
export interface Footprint {
  instances: number;
  /** Bytes of all volumes of one instance. */
  storageBytes: number;
}

/**
 * The operations that a provider does alone, as the table of operations names
 * them: each returns the database as it is from then on.
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
  /** What it takes as evidence. */
  readonly evidence: SufficientSources;

  describe(options?: ProviderCallOptions): Promise<ProviderDescription>;

  /**
   * Starts to observe. Returns once observing is under way, not when
   * everything was read: a location that does not answer must not delay the
   * start of Backstage.
   */
  connect(connection: ProviderConnection): Promise<void>;

  /** Stops observing and lets go of every upstream connection. */
  disconnect(): Promise<void>;

  /**
   * Reads one database again and tells the connection what became of it, also
   * where it is gone: another replica of Backstage says that it changed. Left
   * out by a provider that is told of every change at once.
   */
  refresh?(ref: string, options?: ProviderCallOptions): Promise<void>;

  /**
   * Creates a database, or finishes one that a crash left half-made. The same
   * request again returns the same database. With `dryRun` everything is
   * checked and nothing written.
   *
   * @throws DifferencesError where something else has the name: a database
   * that is not ours, or ours with another spec or binding.
   */
  create(
    request: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database>;

  /**
   * Replaces the binding. A database that has none is refused with a
   * ConflictError unless `adopt` is set; adopting changes nothing but the record.
   * It confirms a record that nobody vouches for (`unconfirmedBinding`), whose
   * spec and creation it keeps. A database that is bound ignores it, unless
   * another one has taken its place.
   */
  bind(
    ref: string,
    binding: Binding,
    options: ProviderWriteOptions & { adopt?: boolean },
  ): Promise<Database>;

  /**
   * The class of each option, and of each part of further roles and databases,
   * that a spec sets to something else than it is, or takes away, by path
   * (`options.initSql`, `roles.0.inRoles.0`). Pure. Absent: everything is free.
   *
   * @param existing - what it replaces; null in `options` takes one away
   */
  classifyOptions?(
    location: string,
    spec: ClassifiedSpec,
    existing?: ClassifiedSpec,
  ): Record<string, OptionClass>;

  /**
   * What a database takes of a quota with the defaults of the configuration and
   * all its volumes. Pure. Absent: what the spec says.
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

  /** Removes database and credentials; one that is gone already is no error. */
  remove?(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void>;

  /** Returns when the backup has started; it goes on without the caller. */
  createBackup?(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup>;

  /** Restores into a new database and returns that one. Repeatable like `create`. */
  restore?(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database>;

  /** The files that `create` would apply. Pure: asks nobody and writes nothing. */
  render?(request: ProvisionDatabase): Promise<Manifests>;

  revealCredentials?(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials>;

  /** Puts right what drifted: credentials half-written, bindings, schedules. Runs on a schedule, on one Backstage replica at a time. */
  reconcile?(options: ProviderCallOptions): Promise<void>;
}
