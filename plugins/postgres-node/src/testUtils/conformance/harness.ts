import type {
  ChangeDatabase,
  ContentsField,
  Database,
  LogLevel,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  OptionClass,
  PostgresProvider,
  ProvisionDatabase,
} from '../../contract/PostgresProvider';

/**
 * Connects the conformance kit to a provider and its engine. All providers that
 * `createProvider` returns use the same engine, as several replicas of Backstage
 * do. The last methods are needed only for the features that they name.
 *
 * @public
 */
export interface ProviderConformanceHarness {
  /** Creates a provider that is not connected. The kit disconnects it. */
  createProvider(): Promise<PostgresProvider>;
  /** Returns a valid request for a new database with this name. */
  request(name: string): ProvisionDatabase;
  /** Changes one field of a request; `field` is its name in the differences. */
  differs: {
    field: string;
    apply(request: ProvisionDatabase): ProvisionDatabase;
  };
  /** A valid change of a database that was created from `request`. */
  change: ChangeDatabase;
  /** Returns the number of databases with this name in the engine; more than 1 is an error of the provider. */
  count(name: string): Promise<number>;
  /** Creates a database with this name that pgstage does not manage, and returns its ref. */
  createForeign(name: string): Promise<string>;
  /** Returns everything that adopting must not change, as text. */
  fingerprint(name: string): Promise<string>;
  /**
   * Logs in with the stored credentials. Omit it only if the engine runs no
   * PostgreSQL (an API server without controllers): logins are then not checked.
   */
  login?(database: Database): Promise<void>;
  /** Returns all stored passwords; no result or report may contain one. */
  passwords(): Promise<string[]>;
  /** Makes the engine unreachable; the returned function makes it reachable again. */
  cut(): Promise<() => Promise<void>>;
  /** By the field that is rejected: changes a request so that it exceeds what the configuration allows. */
  beyond: Record<string, (request: ProvisionDatabase) => ProvisionDatabase>;
  /** Removes everything that the suites created, and stops the engine. */
  dispose(): Promise<void>;

  /**
   * Simulates an engine that does not run: afterwards the database with this
   * name accepts logins, has a standby if supported, and can be backed up.
   */
  run?(name: string): Promise<void>;
  /** Returns everything that operations change, as text. For handled operations. */
  trace?(name: string): Promise<string>;
  /** Writes an entry to the log of the primary of this database. Omit it only if the engine runs no PostgreSQL. For `read-logs`. */
  log?(name: string, level: LogLevel, text: string): Promise<void>;
  /** Simulates an engine that does not run: finishes this backup, so that it can be restored. For `backup`. */
  finishBackup?(name: string, id: string): Promise<void>;
  /** Causes drift that `reconcile` corrects; the returned function returns whether it is corrected. For `reconcile`. */
  drift?(name: string): Promise<() => Promise<boolean>>;
  /** Returns the names of the additional roles and databases that exist or that the engine is to create. For `roles` and `databases`. */
  contents?(name: string): Promise<Record<ContentsField, string[]>>;
  /** Options with their classes; each class at least once. For `option-classes`. */
  optionClasses?: Array<{
    options: Record<string, unknown>;
    classes: Record<string, OptionClass>;
  }>;
  /** Like `createForeign`, but managed by another tool, which reverts changes. For `managed`. */
  createManaged?(name: string): Promise<string>;
  /** Makes the engine accept calls without a response; the returned function ends that. For `stall`. */
  stall?(): Promise<() => Promise<void>>;
}

/** Names that often cause errors. A provider rejects each with field and rule, or creates a database with exactly this name. */
export const hostileNames = [
  '',
  ' ',
  '"; DROP DATABASE postgres; --',
  "o'neil",
  'a"b',
  'a;b',
  '100%s',
  'données',
  '🐘',
  'x'.repeat(64),
  'ab'.repeat(200),
  '../etc/passwd',
  '..',
  'a/b',
  'a\nb',
  'a\u0000b',
  '$(reboot)',
  '{{ x }}',
  '-rf',
  'template1',
  'postgres',
  'pg_temp',
];
