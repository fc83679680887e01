/**
 * What to start, and where.
 *
 * @public
 */
export interface DemoPostgresOptions {
  /** Folder that holds everything: data of both servers, archive, base backups, logs, credentials. Kept between runs. */
  dataDir: string;
  /** TCP port of the primary on 127.0.0.1. */
  port: number;
  /** TCP port of the standby; `port + 1` if not given. */
  standbyPort?: number;
  /** Told what happens, one line at a time, with no secret in it. */
  log?: (line: string) => void;
  /** Whether to run a streaming standby; true if not given. */
  standby?: boolean;
  /** Whether to archive WAL into a folder; true if not given. */
  archive?: boolean;
  /** Whether to survive a power cut; true if not given. Tests turn it off to be quick: a killed process loses nothing either way. */
  fsync?: boolean;
  /** Whether the servers offer TLS, with a CA made once and kept in `dataDir`; false if not given. */
  tls?: boolean;
  /** More host names in the servers' certificate, beside those of loopback. */
  tlsNames?: string[];
  /** More PostgreSQL settings, for both servers. They win over ours. */
  settings?: Record<string, string>;
}

/**
 * Where a server listens.
 *
 * @public
 */
export interface DemoEndpoint {
  host: string;
  port: number;
}

/**
 * A login of the demo's servers. The password is generated once per data folder.
 *
 * @public
 */
export interface DemoLogin {
  user: string;
  password: string;
}

/**
 * Running servers.
 *
 * @public
 */
export interface DemoPostgres {
  /** The data folder: the one asked for, or the one that stands for it where root's servers could not reach it. */
  dataDir: string;
  primary: DemoEndpoint;
  /** Absent when the demo was started without a standby. */
  standby?: DemoEndpoint;
  /** The superuser: for setting a stage in tests, not for the product. */
  admin: DemoLogin;
  roles: {
    /** The admin connection of the plugin: no superuser, only what `ADMIN_GRANTS` lists. */
    pgstage: DemoLogin;
    /** Owner of Backstage's own databases, which it creates itself. */
    backstage: DemoLogin;
    /** The standby's login. */
    replicator: DemoLogin;
  };
  /** Folder of archived WAL; stays empty without `archive`. */
  archiveDir: string;
  /** Folder in which the server's user may write base backups. */
  backupDir: string;
  /** File with the CA certificate that signed both servers; absent without `tls`. */
  caFile?: string;
  /** Process ids of the servers that run now. */
  pids(): Promise<{ primary?: number; standby?: number }>;
  /** Which of its servers are down though nobody stopped them. */
  died(): Promise<Array<'primary' | 'standby'>>;
  stopStandby(): Promise<void>;
  /** Starts the standby; clones it again if it can no longer follow the primary. */
  startStandby(): Promise<void>;
  stopPrimary(): Promise<void>;
  startPrimary(): Promise<void>;
  /**
   * Stops both servers, unless a process that started them earlier still
   * lives: then they stay, and that process stops them.
   */
  stop(): Promise<void>;
}
