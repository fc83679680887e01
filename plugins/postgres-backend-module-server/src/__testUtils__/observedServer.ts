import { mockServices } from '@backstage/backend-test-utils';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import {
  connectClient,
  type DemoPostgresOptions,
} from '@pgstage/example-postgres';
import type { Client } from 'pg';
import type { ServerConfig } from '../config';
import { ServerObserver, type WatchServices } from '../observe';
import { signer, startTestServer } from './testServer';

/** Calls `read` until its value passes, and returns the value. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  passes: (value: T) => unknown,
  seconds = 45,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (passes(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`Timeout; last value: ${JSON.stringify(value, null, 1)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** A connection to the directory that records the reports. */
export function recordingConnection() {
  const databases = new Map<string, Database>();
  const location: { unreachable?: string } = {};
  return {
    databases,
    location,
    upsert: (database: Database) => {
      databases.set(database.ref, database);
    },
    remove: (ref: string) => {
      databases.delete(ref);
    },
    replaceAll: (_location: string, all: Database[]) => {
      location.unreachable = undefined;
      databases.clear();
      all.forEach(database => databases.set(database.ref, database));
    },
    unreachable: (_location: string, message: string) => {
      location.unreachable = message;
    },
  };
}

/** Starts a primary with a standby and WAL archiving, and an observer. */
export async function startObservedServer(
  overrides: Partial<ServerConfig> = {},
  options: Partial<DemoPostgresOptions> = {},
) {
  const server = await startTestServer({
    standby: true,
    archive: true,
    ...options,
  });
  const { postgres, config, store } = server;
  const standby = postgres.standby && {
    name: 'standby1',
    connection: { ...config.connection, ...postgres.standby },
    application: { ...postgres.standby, sslMode: 'prefer' as const },
  };
  const connections = server.connect({
    standbys: standby ? [standby] : [],
    backupDirectory: postgres.backupDir,
    hide: ['backstage_plugin_*'],
    ...overrides,
  });
  const services: WatchServices = {
    logger: mockServices.logger.mock(),
    credentialStore: () => store,
    signer,
    now: () => new Date(),
  };
  const directory = recordingConnection();
  const observer = new ServerObserver([connections], services);
  observer.start(directory);
  return {
    ...server,
    connections,
    services,
    directory,
    observer,
    /** Waits until a database in the directory passes, and returns it. */
    until: (name: string, passes: (database: Database) => unknown) =>
      eventually(
        () => directory.databases.get(`server:main/${name}`),
        database => database !== undefined && passes(database),
      ) as Promise<Database>,
    /** Starts the observer of another replica. */
    replica: () => {
      const own = recordingConnection();
      const other = new ServerObserver([connections], services);
      other.start(own);
      return {
        databases: own.databases,
        startedAt: Date.now(),
        stop: () => other.stop(),
      };
    },
    /** Runs a statement on the standby as superuser. */
    onStandby: async (text: string) => {
      const client = await connectClient({
        ...postgres.standby,
        ...postgres.admin,
        database: 'postgres',
      });
      try {
        return (await client.query(text)).rows;
      } finally {
        await client.end();
      }
    },
    stop: async () => {
      observer.stop();
      await server.stop();
    },
  };
}

/** Grants the rights for listing base backups. */
export async function grantBackupRights(
  admin: Client,
  role: string,
): Promise<void> {
  await admin.query(`
    GRANT pg_read_server_files TO ${role};
    GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean),
      pg_read_binary_file(text, bigint, bigint, boolean) TO ${role}`);
}
