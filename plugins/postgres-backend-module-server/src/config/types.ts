import type { SslMode } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';

/** The address of an instance for applications. */
export interface ApplicationAddress {
  host: string;
  port: number;
  sslMode: SslMode;
  /** CA certificate in PEM, if `sslMode` verifies the server with a private CA. */
  ca?: string;
}

/** A streaming standby. */
export interface StandbyConfig {
  name: string;
  connection: PostgresLogin;
  application: ApplicationAddress;
}

/** Limits of the load and disk space of the backups of one method. */
export interface BackupLimits {
  /** Minimum time from the start of one backup to the start of the next. */
  minimumIntervalMinutes: number;
  /** Number of good backups to retain. */
  keep: number;
  /** Age at which a backup expires, unless a restore requires it. */
  keepDays: number;
}

/** Directory and programs of logical dumps. */
export interface DumpConfig extends BackupLimits {
  /** Directory on the host of Backstage. */
  directory: string;
  /** Directories of `pg_dump` and `pg_restore`; defaults to the PATH. */
  binDirectory?: string | string[];
  /** Dumps of all bound databases; absent: only on request. */
  schedule?: { everyHours: number };
  /** Longest time of a dump or restore; afterwards it fails. */
  timeoutMinutes: number;
  /** Login for dumps; defaults to the stored login of each database. */
  login?: { user: string; password?: string };
}

/** A server of `postgres.providers.server.servers`, with all defaults. */
export interface ServerConfig {
  /** The location in refs: `server:<id>/<name>`. */
  id: string;
  title: string;
  connection: PostgresLogin;
  application: ApplicationAddress;
  standbys: StandbyConfig[];
  /** Extensions that requests may contain. */
  extensions: string[];
  /** Template database of new databases. */
  template: string;
  /** Tablespaces that requests may contain. */
  tablespaces: string[];
  connectionLimit: { default: number; max: number };
  /** Id of the store for new credentials. */
  credentialStore: string;
  /** Directory for base backups on the host of the server. */
  backupDirectory?: string;
  baseBackups: BackupLimits;
  /** Logical dumps on the host of Backstage; absent if they are not configured. */
  dumps?: DumpConfig;
  /** Names of databases that are not shown; `*` matches any characters. */
  hide: string[];
  /** Names of Backstage's own databases, which are neither shown nor changed; `*` matches any characters. */
  reserved: string[];
  /** SSH host through which users can reach the server. */
  jumpHost?: string;
  /** Sentence that names who restores a database. */
  restoreContact?: string;
  /** Default of `protected` for new databases. */
  protected: boolean;
}
