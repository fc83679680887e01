import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupFacts } from '../backups/BackupFacts';
import type { InitSql } from '../initSql/initSql';
import type { LoginSecret } from '../recipes/login';
import type { MissingAccess } from './attention/missingAccess';
import type { DatabaseFacts } from './DatabaseFacts';
import type { OperatorStatus } from './OperatorStatus';
import type { RequestedObject } from './requested';

/** What a provider derives only from a snapshot, independent of time and of earlier evaluations. @public */
export interface ObservedDatabase {
  facts: DatabaseFacts;
  operator: OperatorStatus;
  backups: BackupFacts;
  /** Requested objects besides the database and its login, with the operator's report on them. */
  requested: RequestedObject[];
  initSql?: InitSql;
  /** Names of the application's database inside the server, and of its owner; absent: not known. */
  database?: string;
  owner?: string;
  login: LoginSecret;
  /** Whether the credential store has to contain the login. */
  keepsLogin: boolean;
  serverVersion?: string;
  endpoints: Endpoint[];
  /** Name of the Service that routes to the primary. */
  writeService: string;
  /** Requested sizes by role of the volume, and the role of the volume with the data; absent, and '' as a key: volumes have no roles. */
  sizes: Record<string, string | undefined>;
  dataRole?: string;
  /** What Backstage cannot read. */
  missingAccess: MissingAccess[];
}
