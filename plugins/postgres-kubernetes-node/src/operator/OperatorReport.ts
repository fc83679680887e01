import type { CachedDatabaseObject, CachedMeta } from '../model/cachedTypes';
import type { Snapshot } from '../model/Snapshot';
import type { DatabaseFacts } from '../observe/DatabaseFacts';
import type { ObservedDatabase } from '../observe/ObservedDatabase';
import type { OperatorStatus } from '../observe/OperatorStatus';

/** A cached backup: an object that names its database. @public */
export type CachedChild = CachedMeta & { cluster: string };

/** A snapshot of a database with its dependents and backups. @public */
export interface OperatorSnapshot<
  TCluster extends CachedDatabaseObject = CachedDatabaseObject,
  TBackup extends CachedChild = CachedChild,
> extends Snapshot<TCluster> {
  backups: TBackup[];
}

/** What an operator reports about a database, in terms of the base. @public */
export interface OperatorReport
  extends Pick<
    OperatorStatus,
    'phase' | 'reason' | 'phaseMeaning' | 'primary' | 'nextPrimary'
  > {
  /** Desired number of instances. */
  desired: number;
  services: { readWrite: string; readOnly?: string };
  /** Names inside the server; absent: not known. */
  database?: string;
  user?: string;
  serverVersion?: string;
  /** Secret with `username` and `password` of the owner. */
  loginSecret: string;
  /** Secret whose `ca.crt` is the authority of the server's certificate. */
  authority: string;
  /** Extensions in `database`. */
  extensions: string[];
  /** Names of additional roles and databases that exist; absent: not known. */
  roles?: string[];
  databases?: string[];
  /** It was restored from another database. */
  restored: boolean;
  /** WAL that standbys have not replayed yet, by name; absent: not known. */
  lagBytes: Record<string, number | undefined>;
}

/** A snapshot, the operator's report, and what follows from both. @public */
export interface ObservedSnapshot<
  TSnapshot extends Snapshot = OperatorSnapshot,
> {
  snapshot: TSnapshot;
  report: OperatorReport;
  observed: ObservedDatabase;
  facts: DatabaseFacts;
}
