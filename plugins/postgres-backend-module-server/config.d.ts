export interface Config {
  postgres?: {
    providers?: {
      server?: {
        /** Existing PostgreSQL servers on which databases may be created. */
        servers: Array<{
          /**
           * Part of every ref, so it must never change: lowercase letters, digits and `-`.
           * @visibility backend
           */
          id: string;
          /**
           * Title in the UI; defaults to the id.
           * @visibility backend
           */
          title?: string;
          /** Login of Backstage to the primary, not through a pooler in transaction mode. */
          connection: {
            /** @visibility backend */
            host: string;
            /** Defaults to 5432. */
            port?: number;
            /**
             * Not a superuser. Creating requires CREATEDB and CREATEROLE, observing requires
             * `pg_monitor`, removing with force requires `pg_signal_backend`, and base backups
             * require REPLICATION and `pg_write_server_files`.
             */
            user: string;
            /** @visibility secret */
            password?: string;
            /** Database for the login; defaults to `postgres`. */
            database?: string;
            /**
             * As in libpq. Defaults to `prefer` for a loopback address or a Unix socket, otherwise to
             * `verify-full`. A weaker mode for another host is logged as a warning.
             */
            sslMode?:
              | 'disable'
              | 'allow'
              | 'prefer'
              | 'require'
              | 'verify-ca'
              | 'verify-full';
            /** CA certificates in PEM; defaults to those of the system. Use `$file` to include a file. */
            ca?: string;
          };
          /** Address of the primary for applications; defaults to the address of `connection`. */
          application?: {
            host?: string;
            port?: number;
            /** Defaults to `sslMode` of `connection`; if that is not set, to the default for this host. */
            sslMode?:
              | 'disable'
              | 'allow'
              | 'prefer'
              | 'require'
              | 'verify-ca'
              | 'verify-full';
          };
          /** Streaming standbys of the primary. Keys default to those of `connection`. */
          standbys?: Array<{
            /** Name of the instance; its `application_name` on the primary, if it has one. */
            name: string;
            host: string;
            port?: number;
            user?: string;
            /** @visibility secret */
            password?: string;
            database?: string;
            sslMode?:
              | 'disable'
              | 'allow'
              | 'prefer'
              | 'require'
              | 'verify-ca'
              | 'verify-full';
            ca?: string;
            /** Address of the standby for applications; defaults to its own address. */
            application?: {
              host?: string;
              port?: number;
              sslMode?:
                | 'disable'
                | 'allow'
                | 'prefer'
                | 'require'
                | 'verify-ca'
                | 'verify-full';
            };
          }>;
          /** Extensions that requests may contain; defaults to none. */
          extensions?: string[];
          /**
           * Template of new databases; defaults to `template0`. It should not allow connections: a
           * session in it blocks all creates.
           */
          template?: string;
          /** Tablespaces that requests may contain; defaults to none. */
          tablespaces?: string[];
          /** Connection limit of the role of a database. */
          connectionLimit?: {
            /** Limit for requests without one; defaults to 20. */
            default?: number;
            /** Highest limit that a request may contain; defaults to 100. */
            max?: number;
          };
          /** Id of the store for new credentials; defaults to `file`. */
          credentialStore?: string;
          /** Absolute path of the directory for base backups on the host of the server. Without it, base backups are not offered. */
          backupDirectory?: string;
          /** Limits for base backups that are taken from Backstage. */
          baseBackups?: {
            /** Minimum time from the start of one backup to the start of the next, in minutes; defaults to 60. */
            minimumIntervalMinutes?: number;
            /** Number of good backups to retain; defaults to 7. The last good one is always retained. */
            keep?: number;
            /** Days after which a backup expires; defaults to 30. Backups that are required to restore any time in that period are retained. */
            keepDays?: number;
          };
          /** Logical dumps of single databases on the host of Backstage. Without it, dumps are not offered. */
          dumps?: {
            /** Absolute path of the directory for dumps on the host of Backstage. */
            directory: string;
            /**
             * Directory of `pg_dump` and `pg_restore`, of the major version of the server or newer; defaults
             * to the PATH. Of several directories, the one with the lowest sufficient version is used. A
             * server older than 17 requires programs older than 17 for restores.
             */
            binDirectory?: string | string[];
            /** Dumps of all databases that belong to an entity; without it, dumps are only taken on request. */
            schedule?: {
              /** Time between the dumps of a database, in hours. The dumps of the databases are spread over this time, one at a time for each server. */
              everyHours: number;
            };
            /**
             * Login for dumps; defaults to the stored login of each database, which counts against its
             * connection limit, and can dump only what its role owns. Requires `pg_read_all_data` and BYPASSRLS.
             */
            login?: {
              user: string;
              /** @visibility secret */
              password?: string;
            };
            /**
             * Longest time of one dump with its verification, and of one restore, in minutes; defaults to 360, at
             * most 10080. Afterwards `pg_dump` or `pg_restore` is stopped, and the dump or restore has failed.
             */
            timeoutMinutes?: number;
            /** Minimum time from the start of one dump to the start of the next, in minutes; defaults to 10. */
            minimumIntervalMinutes?: number;
            /** Number of good dumps to retain; defaults to 10. The last good one is always retained. */
            keep?: number;
            /** Days after which a dump expires; defaults to 30. */
            keepDays?: number;
          };
          /**
           * Names of databases that are not shown, `*` matches any characters; defaults to
           * `['backstage_plugin_*']`. Databases of `backend.database` are never shown, adopted or removed.
           */
          hide?: string[];
          /** SSH host through which users can reach the server, for the instructions for laptops. */
          jumpHost?: string;
          /** Sentence that names who restores a database of this server, for example "Ask the database team in #dba". */
          restoreContact?: string;
          /** Default of `protected` for new databases, which protects them against removal; defaults to false. */
          protected?: boolean;
        }>;
      };
    };
    credentialStores?: {
      file?: {
        /**
         * Directory for `pgpass` and `pg_service.conf`, which only the user of the backend can read. Without it, the store is disabled.
         * @visibility backend
         */
        directory?: string;
      };
    };
  };
}
