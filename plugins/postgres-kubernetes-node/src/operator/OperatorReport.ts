import type { CachedDatabaseObject, CachedMeta } from '../model/cachedTypes';
import type { Snapshot } from '../model/Snapshot';
import type { DatabaseFacts } from '../observe/DatabaseFacts';
import type { ObservedDatabase } from '../observe/ObservedDatabase';
import type { OperatorStatus } from '../observe/OperatorStatus';

/** A backup, as it is kept: an object that names its database. @public */
export type CachedChild = CachedMeta & { cluster: string };

/** A database with its parts and its backups. @public */
export interface OperatorSnapshot<
  Main extends CachedDatabaseObject = CachedDatabaseObject,
  Kept extends CachedChild = CachedChild,
> extends Snapshot<Main> {
  backups: Kept[];
}

/** What an operator tells of a database, in the words of the base. @public */
export interface OperatorReport
  extends Pick<
    OperatorStatus,
    'phase' | 'reason' | 'meant' | 'primary' | 'nextPrimary'
  > {
  /** Instances that it is to have. */
  wanted: number;
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
  /** Names of further roles and databases that exist; absent: not known. */
  roles?: string[];
  databases?: string[];
  /** It began with the data of another one. */
  restored: boolean;
  /** WAL that standbys have not replayed yet, by name; absent: not known. */
  lagBytes: Record<string, number | undefined>;
}

/** A database, what its operator tells of it, and what follows from both. @public */
export interface ObservedSnapshot<
  TSnapshot extends Snapshot = OperatorSnapshot,
> {
  snapshot: TSnapshot;
  report: OperatorReport;
  observed: ObservedDatabase;
  facts: DatabaseFacts;
}
