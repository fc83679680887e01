import type {
  Backup,
  Backups,
  DatabaseSpec,
  HandledOperation,
  Health,
  OperationInput,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { SufficientSources } from '@pgstage/backstage-plugin-postgres-node';
import type { z } from 'zod';
import type { ScheduleFact } from '../backups/BackupFacts';
import type { KubernetesObject, WatchedKind } from '../cluster';
import type { DatabaseConfig } from '../config/databaseConfig';
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

/** One Kubernetes cluster, as a provider that is made of rules sees it. @public */
export type OperatorContext = ProviderContext<DatabaseConfig>;

/** A database to be, or one that is recorded. @public */
export interface OperatorPlan {
  key: Pick<DatabaseKey, 'namespace' | 'name'>;
  spec: ResolvedSpec;
  record: DatabaseRecord;
  config: DatabaseConfig;
}

/** A schedule, with a description for people. @public */
export interface OperatorSchedule extends ScheduleFact {
  description: string;
}

/** How backups are asked for, and what is told of them. @public */
export interface BackupRules<TSnapshot extends OperatorSnapshot> {
  kind: WatchedKind<TSnapshot['backups'][number]>;
  method: Pick<Backups['methods'][number], 'id' | 'title'>;
  backupOf(kept: TSnapshot['backups'][number]): Backup;
  /** Version of the server that it was taken of; absent, or undefined: not known, it counts as of the version that runs. */
  versionOf?(kept: TSnapshot['backups'][number]): string | undefined;
  /** Schedules of a database; absent, or undefined: not known, for example because their kind cannot be read. */
  schedulesOf?(snapshot: TSnapshot): OperatorSchedule[] | undefined;
  /** The `spec` of the object that asks for one. */
  requestOf(snapshot: TSnapshot): object;
  /** What a database begins with a backup by, in the `spec` of its object. */
  restoredFrom(backup: Backup): object;
  /** What becomes of them when the database is removed; absent: that is not known, and they are left alone. */
  onRemoval?: {
    /** Whether the objects of those that were asked for here are deleted after it. */
    deletes: boolean;
    /** A sentence for those who remove the database. */
    words: string;
  };
}

/** What an operation works on, read just now. @public */
export type OperatorOperationInput<TSnapshot extends OperatorSnapshot> =
  ObservedSnapshot<TSnapshot> & {
    context: OperatorContext;
    /** Writes to the object of the database, if it is still what rights were judged on. */
    objects: LiveObjects<TSnapshot, OperatorContext>;
    health: Health;
  };

/** An operation of the table that the provider does itself. @public */
export interface OperationRule<TSnapshot extends OperatorSnapshot, Input> {
  /** Whether it is offered for a database, by what stands against any operation. */
  offered(seen: ObservedSnapshot<TSnapshot>, hindrances: Blockers): Support;
  /** @throws ConflictError where it cannot be done now. */
  run(
    target: OperatorOperationInput<TSnapshot>,
    input: Input,
    options: OperateOptions,
  ): Promise<void>;
}

/** By their names in the table; those that are absent are not offered. @public */
export type OperationRules<TSnapshot extends OperatorSnapshot> = {
  [K in Exclude<HandledOperation, 'rotate-password'>]?: OperationRule<
    TSnapshot,
    OperationInput<K>
  >;
};

/**
 * What a provider tells of an operator that makes a database of one object,
 * with pods, services and a login: the base does the rest. It calls what is
 * told here without `this`.
 *
 * @public
 */
export interface OperatorRules<TSnapshot extends OperatorSnapshot> {
  /** Of the provider, part of every ref. */
  id: string;
  /** The operator, for people. */
  title: string;
  /** The objects that databases are. */
  kind: WatchedKind<TSnapshot['cluster']>;
  /** By which pods, services and volumes are found. */
  labels: PartLabels;
  names: NameRules;
  /** Options of its own, checked before anything else sees them. */
  options: z.ZodObject;
  /**
   * Further roles and databases, where the operator makes them, by what it
   * takes of each beside the name. Anybody may ask for it, so that what may
   * reach beyond the server is not among it.
   */
  contents?: {
    roles?: Array<'login' | 'createdb' | 'connectionLimit'>;
    databases?: Array<'owner'>;
  };
  /** The `spec` of the object. */
  specOf(plan: OperatorPlan): object;
  /** The field of a request that a path of the object was made from, see {@link fieldAt}. */
  fields: Record<string, string>;
  /** What an adopted one would have been asked for with. */
  specFromLive(object: KubernetesObject): DatabaseSpec;
  /** What changes with the password, as far as may be seen without reading Secrets; undefined: there is no login yet. */
  loginVersionOf(cluster: TSnapshot['cluster']): string | undefined;
  /** What suffices as evidence for each claim about its databases. */
  evidence: SufficientSources;
  /** Role of the volumes with the data, where `labels` tell roles. */
  dataRole?: string;
  reportOf(snapshot: TSnapshot): OperatorReport;
  backups: BackupRules<TSnapshot>;
  operations: OperationRules<TSnapshot>;
}
