import type {
  Backup,
  Backups,
  DatabaseSpec,
  HandledOperation,
  Health,
  Message,
  OperationInput,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { SufficientSources } from '@pgstage/backstage-plugin-postgres-node';
import type { z } from 'zod';
import type { ScheduleFact } from '../backups/BackupFacts';
import type { KubernetesObject, WatchedKind } from '../cluster';
import type { DatabaseConfig } from '../config/databaseConfig';
import type { LogSource } from '../logs';
import type { PartLabels } from '../model/PartLabels';
import type { DatabaseKey } from '../model/DatabaseKey';
import type { ProviderContext } from '../model/ProviderContext';
import type { DatabaseRecord } from '../model/record';
import type { Blockers } from '../observe/support';
import type { OperateOptions } from '../operate/preconditions';
import type { NameRules } from '../options/nameIssues';
import type { LiveObjects } from '../write/LiveObjects';
import type {
  OperatorReport,
  OperatorSnapshot,
  ObservedSnapshot,
} from './OperatorReport';
import type { ResolvedSpec } from './resolveSpec';

/** The context of one Kubernetes cluster for a provider from rules. @public */
export type OperatorContext = ProviderContext<DatabaseConfig>;

/** A database to create, or a recorded one. @public */
export interface OperatorPlan {
  key: Pick<DatabaseKey, 'namespace' | 'name'>;
  spec: ResolvedSpec;
  record: DatabaseRecord;
  config: DatabaseConfig;
}

/** A schedule, with a text about when it runs. @public */
export interface OperatorSchedule extends ScheduleFact {
  description: Message;
}

/** Rules for requesting and reporting backups. @public */
export interface BackupRules<TSnapshot extends OperatorSnapshot> {
  kind: WatchedKind<TSnapshot['backups'][number]>;
  method: Pick<Backups['methods'][number], 'id' | 'title'>;
  backupOf(cached: TSnapshot['backups'][number]): Backup;
  /** Returns the server version of a backup; absent, or undefined: not known, it counts as the running version. */
  versionOf?(cached: TSnapshot['backups'][number]): string | undefined;
  /** Schedules of a database; absent, or undefined: not known, for example because their kind cannot be read. */
  schedulesOf?(snapshot: TSnapshot): OperatorSchedule[] | undefined;
  /** Returns the `spec` of the object that requests a backup. */
  requestOf(snapshot: TSnapshot): object;
  /** Returns the fields in the `spec` of a database object that restore a backup. */
  restoredFrom(backup: Backup): object;
  /** What happens to backups when the database is removed; absent: not known, and they stay unchanged. */
  onRemoval?: {
    /** Whether objects of backups that pgstage requested are deleted after it. */
    deletes: boolean;
    /** A sentence for the user who removes the database. */
    text: Message;
  };
}

/** Input of an operation, read just now. @public */
export type OperatorOperationInput<TSnapshot extends OperatorSnapshot> =
  ObservedSnapshot<TSnapshot> & {
    context: OperatorContext;
    /** Writes to the database object, if its record is still the one that rights were checked on. */
    objects: LiveObjects<TSnapshot, OperatorContext>;
    health: Health;
  };

/** An operation that the provider implements itself. @public */
export interface OperationRule<TSnapshot extends OperatorSnapshot, Input> {
  /** Returns whether it is offered for a database. `blockers`: reasons that block any operation. */
  offered(observed: ObservedSnapshot<TSnapshot>, blockers: Blockers): Support;
  /**
   * Runs it. Writes by `objects`, or calls `objects.of` right before any other
   * write: these check that the record is still the one that rights were checked
   * on.
   *
   * @throws ConflictError if it is not possible now.
   */
  run(
    target: OperatorOperationInput<TSnapshot>,
    input: Input,
    options: OperateOptions,
  ): Promise<void>;
}

/** By operation name; absent operations are not offered. @public */
export type OperationRules<TSnapshot extends OperatorSnapshot> = {
  [K in Exclude<HandledOperation, 'rotate-password'>]?: OperationRule<
    TSnapshot,
    OperationInput<K>
  >;
};

/**
 * Rules for an operator that creates a database from one object, with pods,
 * services and a login: the base does the rest. It calls these functions
 * without `this`.
 *
 * @public
 */
export interface OperatorRules<TSnapshot extends OperatorSnapshot> {
  /** Id of the provider, part of every ref. */
  id: string;
  /** The operator, for people. */
  title: string;
  /** The kind of database objects. */
  kind: WatchedKind<TSnapshot['cluster']>;
  /** Labels to find pods, services and volumes. */
  labels: PartLabels;
  names: NameRules;
  /** Schema of the provider's options, checked before anything else reads them. */
  options: z.ZodObject;
  /**
   * Further roles and databases, if the operator creates them: the fields that
   * it supports besides the name. Any user may request them, so fields with
   * effects beyond the server are not supported.
   */
  contents?: {
    roles?: Array<'login' | 'createdb' | 'connectionLimit'>;
    databases?: Array<'owner'>;
  };
  /** The `spec` of the object. */
  specOf(plan: OperatorPlan): object;
  /** The field of a request that a path of the object comes from, see {@link fieldAt}. */
  fields: Record<string, string>;
  /** Returns the spec that would have created an adopted database. */
  specFromLive(object: KubernetesObject): DatabaseSpec;
  /** Returns a value that changes with the password, as far as is known without reading Secrets; undefined: there is no login yet. */
  loginVersionOf(cluster: TSnapshot['cluster']): string | undefined;
  /** Sufficient evidence for each claim about its databases. */
  evidence: SufficientSources;
  /** Role of the volumes with the data, if `labels` has roles. */
  dataRole?: string;
  reportOf(snapshot: TSnapshot): OperatorReport;
  backups: BackupRules<TSnapshot>;
  /** Where PostgreSQL writes its log; absent: logs are not read. */
  logs?: LogSource;
  operations: OperationRules<TSnapshot>;
}
