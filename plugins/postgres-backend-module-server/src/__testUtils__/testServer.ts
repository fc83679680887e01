import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { stringifyDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import {
  createRecordSigner,
  type CredentialStore,
  type ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  connectClient,
  type DemoPostgresOptions,
  startTestPostgres,
} from '@pgstage/example-postgres';
import type { ServerConfig } from '../config';
import { FileCredentialStore } from '../credentials/FileCredentialStore';
import { readRecords } from '../record';
import { ServerConnections } from '../sql';
import {
  checkSpec,
  createDatabase,
  reconcileServer,
  type WriteContext,
} from '../write';

export const actor = 'user:default/ada';

/** Signs records with a key for tests. */
export const signer = createRecordSigner(async () => [
  { id: 'test', key: 'a key for tests' },
]);

export const binding = {
  resourceRef: 'resource:default/orders',
  entityRefs: ['component:default/orders'],
  owner: 'group:default/shop',
};

export const requestFor = (
  name: string,
  extra: Partial<ProvisionDatabase> = {},
): ProvisionDatabase => ({
  provider: 'server',
  location: 'main',
  name,
  binding,
  ...extra,
});

/** Starts a server with Backstage's least privileged role, and the services for writes. */
export async function startTestServer(
  options: Partial<DemoPostgresOptions> = {},
) {
  const postgres = await startTestPostgres({
    standby: false,
    archive: false,
    ...options,
  });
  const storeFolder = await mkdtemp(path.join(tmpdir(), 'pgstage-store-'));
  const store = new FileCredentialStore(storeFolder);
  const admin = await connectClient({
    ...postgres.primary,
    ...postgres.admin,
    database: 'postgres',
  });

  const config: ServerConfig = {
    id: 'main',
    title: 'Main',
    connection: {
      ...postgres.primary,
      ...postgres.roles.pgstage,
      database: 'postgres',
      sslMode: 'prefer',
    },
    application: { ...postgres.primary, sslMode: 'prefer' },
    standbys: [],
    extensions: [
      'citext',
      'pg_trgm',
      'uuid-ossp',
      'no_such_extension',
      'pageinspect',
    ],
    template: 'template0',
    tablespaces: ['fast', 'locked', 'missing'],
    connectionLimit: { default: 20, max: 50 },
    credentialStore: 'file',
    baseBackups: { minimumIntervalMinutes: 0, keep: 7, keepDays: 30 },
    hide: [],
    reserved: [],
    protected: false,
  };
  const opened: ServerConnections[] = [];
  const connect = (overrides: Partial<ServerConfig> = {}) => {
    const connections = new ServerConnections({ ...config, ...overrides });
    opened.push(connections);
    return connections;
  };
  const shared = connect();
  /** Returns the context of a write. Separate `connections` are those of another replica. */
  const targetOf = (
    name: string,
    replaced: {
      connections?: ServerConnections;
      store?: CredentialStore;
      signal?: AbortSignal;
    } = {},
  ): WriteContext => ({
    ref: stringifyDatabaseRef({ provider: 'server', location: 'main', name }),
    name,
    connections: replaced.connections ?? shared,
    credentialStore: () => replaced.store ?? store,
    signer,
    signal: replaced.signal,
    logger: mockServices.logger.mock(),
    now: () => new Date(),
  });

  return {
    postgres,
    admin,
    config,
    store,
    storeFolder,
    connections: shared,
    connect,
    targetOf,
    create: async (
      request: ProvisionDatabase,
      target = targetOf(request.name),
      callOptions: { dryRun?: boolean } = {},
    ) => {
      const spec = checkSpec(target.connections.server, request.name, request);
      await createDatabase(
        target,
        { request, spec },
        { actor, ...callOptions },
      );
    },
    find: async (name: string) =>
      (await readRecords(shared.query.bind(shared), signer)).find(
        recorded => recorded.name === name,
      ),
    reconcile: (target = (name: string) => targetOf(name)) =>
      reconcileServer(shared, signer, ({ name }) => target(name), undefined),
    /** Runs a statement with the stored credentials, as an application does. */
    asApplication: async (name: string, text: string) => {
      const entry = await store.read(targetOf(name).ref);
      if (!entry) throw new Error(`no credentials of ${name}`);
      const { host, port, user, password, database } = entry;
      const client = await connectClient({
        host,
        port,
        user,
        password,
        database,
      });
      try {
        return (await client.query(text)).rows;
      } finally {
        await client.end();
      }
    },
    stop: async () => {
      await Promise.all(opened.map(connections => connections.close()));
      await admin.end();
      await postgres.remove();
      await rm(storeFolder, { recursive: true });
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
