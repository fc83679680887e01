import type {
  ChangeDatabase,
  Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  OptionClass,
  PostgresProvider,
  ProvisionDatabase,
} from '../../contract/PostgresProvider';

/**
 * What the conformance kit needs to put a provider through its paces on a
 * real upstream. All instances from `createProvider` share that upstream, as
 * several replicas of Backstage do.
 *
 * @public
 */
export interface ProviderConformanceHarness {
  /** A new instance, not connected yet. The kit disconnects it. */
  createProvider(): Promise<PostgresProvider>;
  /** A valid request for a new database of this name. */
  request(name: string): ProvisionDatabase;
  /** The spec field that `differ` changes, as the differences name it. */
  differs: {
    field: string;
    apply(request: ProvisionDatabase): ProvisionDatabase;
  };
  /** A valid change for a database made by `request`. */
  change: ChangeDatabase;
  /** How many databases of this name the upstream holds: 0 or 1, or more if something went wrong. */
  count(name: string): Promise<number>;
  /** Makes a database of this name that is not ours; gives back the ref it will be listed under. */
  createForeign(name: string): Promise<string>;
  /** All that adopting must leave alone, as text. */
  fingerprint(name: string): Promise<string>;
  /**
   * Logs in with the stored credentials. Leave out only where the upstream
   * runs no PostgreSQL (a bare API server): then logins are not checked.
   */
  login?(database: Database): Promise<void>;
  /** Every password that is stored now, for the canary. */
  passwords(): Promise<string[]>;
  /** Makes the upstream unreachable; gives back what makes it answer again. */
  cut(): Promise<() => Promise<void>>;
  /** Each makes a request ask for more than the configuration allows, by the field that is refused. */
  beyond: Record<string, (request: ProvisionDatabase) => ProvisionDatabase>;
  /** Removes what the suites made, and stops the upstream. */
  dispose(): Promise<void>;

  /**
   * Does what an engine does where none runs: until then the database of this
   * name accepts logins, has a standby where it may, and can be backed up.
   */
  run?(name: string): Promise<void>;
  /** All that operations and their undoing change, as text. For operations on what runs. */
  trace?(name: string): Promise<string>;
  /** Does what an engine does where none runs: this backup finishes, and can be restored. */
  finishBackup?(name: string, id: string): Promise<void>;
  /** Spoils something that `reconcile` puts right; gives back what tells whether it is right. For `reconcile`. */
  drift?(name: string): Promise<() => Promise<boolean>>;
  /** Names of the further roles and databases that the upstream holds or is to create. For `roles` and `databases`. */
  contents?(name: string): Promise<Record<'roles' | 'databases', string[]>>;
  /** Options with their classes, at least one of each class. For `option-classes`. */
  optionClasses?: Array<{
    options: Record<string, unknown>;
    classes: Record<string, OptionClass>;
  }>;
  /** Like `createForeign`, as a tool makes it that would undo what others change. For `managed`. */
  createManaged?(name: string): Promise<string>;
  /** Makes the upstream take calls and answer none; gives back what ends that. For `stall`. */
  stall?(): Promise<() => Promise<void>>;
}

/** Names that have broken other software. The kit wants each refused with field and rule, or handled safely. */
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
