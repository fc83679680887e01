import type { SslMode } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';

/** Where applications find an instance. */
export interface ApplicationAddress {
  host: string;
  port: number;
  sslMode: SslMode;
  /** PEM of the CA, where the mode checks by one that the system does not know. */
  ca?: string;
}

/** A streaming standby. */
export interface StandbyConfig {
  name: string;
  connection: PostgresLogin;
  application: ApplicationAddress;
}

/** How much of a server or a disk the backups of one kind may take. */
export interface BackupLimits {
  /** From the begin of one to the begin of the next. */
  minimumIntervalMinutes: number;
  /** Good ones that are kept. */
  keep: number;
  /** Age at which a good one goes, as soon as no restore needs it. */
  keepDays: number;
}

/** Where logical dumps go, and what writes them. */
export interface DumpConfig extends BackupLimits {
  /** Folder on the host of Backstage. */
  directory: string;
  /** Folder of `pg_dump` and `pg_restore`; the PATH where absent. */
  binDirectory?: string;
}

/** One server of `postgres.providers.server.servers`, with all defaults filled in. */
export interface ServerConfig {
  /** The location in refs: `server:<id>/<name>`. */
  id: string;
  title: string;
  connection: PostgresLogin;
  application: ApplicationAddress;
  standbys: StandbyConfig[];
  /** Extensions that may be asked for. */
  extensions: string[];
  /** Database that new ones are copied from. */
  template: string;
  /** Tablespaces that may be asked for. */
  tablespaces: string[];
  connectionLimit: { default: number; max: number };
  /** Id of the store for new credentials. */
  credentialStore: string;
  /** Folder for base backups, as the PostgreSQL server sees it. */
  backupDirectory?: string;
  baseBackups: BackupLimits;
  /** Logical dumps on Backstage's own host; absent where none are wanted. */
  dumps?: DumpConfig;
  /** Names of databases that are not shown, with `*` for anything. */
  hide: string[];
  /** Names of Backstage's own databases, neither shown nor touched, with `*` for anything. */
  reserved: string[];
  /** Host that people reach by ssh and that reaches the server. */
  jumpHost?: string;
  /** Who restores a database, a sentence for people. */
  restoreContact?: string;
  /** Whether a new database is protected where the request does not say. */
  protected: boolean;
}
