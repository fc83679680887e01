import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupFacts } from '../backups/BackupFacts';
import type { InitSql } from '../initSql/initSql';
import type { LoginSecret } from '../recipes/login';
import type { MissingAccess } from './attention/missingAccess';
import type { DatabaseFacts } from './DatabaseFacts';
import type { OperatorStatus } from './OperatorStatus';
import type { RequestedObject } from './requested';

/** What a provider finds of a database: all that hangs neither on time nor on what was seen before. @public */
export interface ObservedDatabase {
  facts: DatabaseFacts;
  operator: OperatorStatus;
  backups: BackupFacts;
  /** What was asked for besides the database and its login, and what the operator says of it. */
  wanted: RequestedObject[];
  initSql?: InitSql;
  /** Name of the application's database inside of the server, and of its owner; absent: not known. */
  database?: string;
  owner?: string;
  login: LoginSecret;
  /** Whether the credential store is to hold the login. */
  keepsLogin: boolean;
  serverVersion?: string;
  endpoints: Endpoint[];
  /** Name of the service that leads to the primary. */
  writeService: string;
  /** What the database asks for, by role of the volume, and the role of that which holds the data; absent, and '' as a key: its volumes have no roles. */
  sizes: Record<string, string | undefined>;
  dataRole?: string;
  /** What Backstage does not see of it. */
  unseen: MissingAccess[];
}
