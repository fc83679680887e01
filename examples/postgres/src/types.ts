/**
 * Options of the demo servers.
 *
 * @public
 */
export interface DemoPostgresOptions {
  /** Folder for the data of both servers, the WAL archive, base backups, logs and credentials. It persists between runs. */
  dataDir: string;
  /** TCP port of the primary on 127.0.0.1. */
  port: number;
  /** TCP port of the standby; defaults to `port + 1`. */
  standbyPort?: number;
  /** Called for each event, with one line without secrets. */
  log?: (line: string) => void;
  /** Whether to run a streaming standby; defaults to true. */
  standby?: boolean;
  /** Whether to archive WAL; defaults to true. */
  archive?: boolean;
  /** Setting `fsync`; defaults to true. Tests disable it for speed: a killed process does not lose data without it. */
  fsync?: boolean;
  /** Whether the servers support TLS, with a CA that is stored in `dataDir`; defaults to false. */
  tls?: boolean;
  /** Additional host names in the server certificate, which includes the loopback names. */
  tlsNames?: string[];
  /** Additional PostgreSQL settings of both servers, which override the defaults. */
  settings?: Record<string, string>;
}

/**
 * Address of a server.
 *
 * @public
 */
export interface DemoEndpoint {
  host: string;
  port: number;
}

/**
 * A login of the demo servers. The password is generated once for each data folder.
 *
 * @public
 */
export interface DemoLogin {
  user: string;
  password: string;
}

/**
 * The running demo servers.
 *
 * @public
 */
export interface DemoPostgres {
  /** The data folder: the requested one, or its replacement if the user of the servers cannot access it. */
  dataDir: string;
  primary: DemoEndpoint;
  /** Absent without a standby. */
  standby?: DemoEndpoint;
  /** The superuser, for the setup of tests. The product does not use it. */
  admin: DemoLogin;
  roles: {
    /** The login of the plugin, which is not a superuser and has only the rights of `ADMIN_GRANTS`. */
    pgstage: DemoLogin;
    /** Owner of Backstage's own databases, which it creates itself. */
    backstage: DemoLogin;
    /** The login of the standby. */
    replicator: DemoLogin;
  };
  /** Folder of archived WAL; empty without `archive`. */
  archiveDir: string;
  /** Folder to which the user of the servers may write base backups. */
  backupDir: string;
  /** File with the CA certificate of both servers; absent without `tls`. */
  caFile?: string;
  /** Returns the process ids of the running servers. */
  pids(): Promise<{ primary?: number; standby?: number }>;
  /** Returns the servers that are down without having been stopped. */
  crashed(): Promise<Array<'primary' | 'standby'>>;
  stopStandby(): Promise<void>;
  /** Starts the standby. Clones it again if it can no longer stream from the primary. */
  startStandby(): Promise<void>;
  stopPrimary(): Promise<void>;
  startPrimary(): Promise<void>;
  /** Stops both servers, unless another running process owns them. */
  stop(): Promise<void>;
}
