export interface Config {
  postgres?: {
    providers?: {
      server?: {
        /** PostgreSQL servers that you run and on which databases may be created. */
        servers: Array<{
          /**
           * Part of every ref, so it never changes: small letters, digits and `-`.
           * @visibility backend
           */
          id: string;
          /**
           * Name for people; the id unless given.
           * @visibility backend
           */
          title?: string;
          /** How Backstage itself logs in to the primary, past any pooler. */
          connection: {
            /** @visibility backend */
            host: string;
            /** 5432 unless given. */
            port?: number;
            /**
             * Not a superuser: CREATEDB and CREATEROLE to create, membership in
             * `pg_monitor` to observe, in `pg_signal_backend` to remove by force,
             * REPLICATION and `pg_write_server_files` for base backups.
             */
            user: string;
            /** @visibility secret */
            password?: string;
            /** Database to log in to; `postgres` unless given. */
            database?: string;
            /**
             * As in libpq; `verify-full` unless given, and `prefer` for a host that is loopback or a
             * Unix socket. A weaker one for another host is logged.
             */
            sslMode?:
              | 'disable'
              | 'allow'
              | 'prefer'
              | 'require'
              | 'verify-ca'
              | 'verify-full';
            /** PEM text of the CA certificates; the system's unless given. Use `$file` to include one. */
            ca?: string;
          };
          /** Where applications find the primary; the address of `connection` unless given. */
          application?: {
            host?: string;
            port?: number;
            /** That of `connection` where it is given; else by the host, as there. */
            sslMode?:
              | 'disable'
              | 'allow'
              | 'prefer'
              | 'require'
              | 'verify-ca'
              | 'verify-full';
          };
          /** Streaming standbys of the primary. What is not given is as in `connection`. */
          standbys?: Array<{
            /** Name of the instance. Its `application_name` on the primary, where that is set. */
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
            /** Where applications find this standby; its own address unless given. */
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
          /** Extensions that may be asked for; none unless given. */
          extensions?: string[];
          /**
           * Database that new ones are copied from; `template0` unless given. Nobody should be
           * able to connect to it: a session in it blocks every create.
           */
          template?: string;
          /** Tablespaces that may be asked for; none unless given. */
          tablespaces?: string[];
          /** Connections that a database's role may hold. */
          connectionLimit?: {
            /** Where the request names none; 20 unless given. */
            default?: number;
            /** Most that a request may ask for; 100 unless given. */
            max?: number;
          };
          /** Id of the store that keeps new credentials; `file` unless given. */
          credentialStore?: string;
          /** Folder for base backups, as the PostgreSQL server sees it. Without it none can be taken. */
          backupDirectory?: string;
          /** How much the base backups may take that are begun from Backstage. */
          baseBackups?: {
            /** From the begin of one to the begin of the next, in minutes; 60 unless given. */
            minimumIntervalMinutes?: number;
            /** Good ones that are kept; 7 unless given. The last good one always is. */
            keep?: number;
            /** Days after which one goes; 30 unless given. What a restore to a moment in that time needs stays. */
            keepDays?: number;
          };
          /** Logical dumps of single databases, written on the host of Backstage. Without it none can be taken. */
          dumps?: {
            /** Folder for the dumps, as Backstage sees it: an absolute path. */
            directory: string;
            /** Folder of `pg_dump` and `pg_restore`, of the server's major version or newer; looked for in the PATH unless given. */
            binDirectory?: string;
            /** From the begin of one to the begin of the next, in minutes; 10 unless given. */
            minimumIntervalMinutes?: number;
            /** Good ones that are kept; 10 unless given. The last good one always is. */
            keep?: number;
            /** Days after which one goes; 30 unless given. */
            keepDays?: number;
          };
          /**
           * Names of databases that are not shown, `*` stands for anything; `['backstage_plugin_*']`
           * unless given. What `backend.database` names is never shown, adopted or removed.
           */
          hide?: string[];
          /** Host that people reach by ssh and that reaches the server: shown in the instructions for a laptop. */
          jumpHost?: string;
          /** Who restores a database of this server, shown to people: "Ask the database team in #dba". */
          restoreContact?: string;
          /** Whether new databases are protected against removal where the request does not say; false unless given. */
          protected?: boolean;
        }>;
      };
    };
    credentialStores?: {
      file?: {
        /**
         * Folder for `pgpass` and `pg_service.conf`, readable by the user of the backend alone. The store exists where this is given.
         * @visibility backend
         */
        directory?: string;
      };
    };
  };
}
