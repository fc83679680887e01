import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import { Pool } from 'pg';
import { FileCredentialStore } from '../../plugins/postgres-backend-module-server/src/credentials/FileCredentialStore';
import type { RecordState } from '../history/recordModel';
import type { Databases, EngineState } from './Link';
import type { Part, PartConfig } from './Part';

/** A PostgreSQL server with the databases of the provider `server`, and with Backstage's own. */
export interface ServerPart extends Part {
  /** The login of Backstage to its own databases, without the proxy. */
  backstage: { host: string; port: number; user: string; password: string };
  databases: Databases;
  /** Reads the record of a database, without the proxy; null: there is no database, or what is left of one that was removed. */
  readRecord(name: string): Promise<RecordState>;
  /** @param port - of the link to the server */
  configOf(port: number): PartConfig;
}

/**
 * @param folder - for stored credentials and dumps
 * @param binDirectory - with pg_dump
 */
export async function startServer(
  folder: string,
  binDirectory: string,
): Promise<ServerPart> {
  const postgres = await startTestPostgres({ standby: false, archive: false });
  const { primary, roles } = postgres;
  const admin = new Pool({
    ...primary,
    ...postgres.admin,
    database: 'postgres',
  });
  // The pool replaces a connection that has ended.
  admin.on('error', () => {});
  const directory = join(folder, 'credentials');
  return {
    port: primary.port,
    backstage: { ...primary, ...roles.backstage },
    databases: {
      place: { provider: 'server', location: 'main' },
      fields: {},
      isReady: ({ usable }) => usable.value === true,
      change: { connectionLimit: 7 },
      changed: 7,
      complete: ['database', 'password', 'role'],
      pollMs: 0,
      staleAfterMs: 12_000,
      read: name => readServer(admin, { ...primary, directory }, name),
    },
    readRecord: async name => {
      const { rows } = await admin.query<{ exists: boolean; record: string }>(
        `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1),
                shobj_description(oid, 'pg_authid') AS record
           FROM pg_roles WHERE rolname = $1`,
        [name],
      );
      if (!rows.length) return null;
      const { spec, binding, removing } = JSON.parse(rows[0].record);
      if (removing && !rows[0].exists) return null;
      return {
        entities: [...binding.entityRefs].sort(),
        limit: spec.connectionLimit,
      };
    },
    configOf: port => ({
      providers: {
        server: {
          servers: [
            {
              id: 'main',
              connection: { ...primary, port, ...roles.pgstage },
              dumps: {
                directory: join(folder, 'dumps'),
                binDirectory,
                minimumIntervalMinutes: 0,
              },
            },
          ],
        },
      },
      more: { credentialStores: { file: { directory } } },
    }),
    secrets: async () => {
      // The store creates the file with the first password.
      const stored = await readFile(join(directory, 'pgpass'), 'utf8').catch(
        () => '',
      );
      const verifiers = await admin.query<{ secret: string }>(
        'SELECT rolpassword AS secret FROM pg_authid WHERE rolpassword IS NOT NULL',
      );
      return [
        ...[postgres.admin, ...Object.values(roles)].map(role => role.password),
        ...stored.split('\n').flatMap(line => line.split(':')[4] || []),
        ...verifiers.rows.map(({ secret }) => secret),
      ];
    },
    stop: async () => {
      await admin.end();
      await postgres.remove();
    },
  };
}

async function readServer(
  admin: Pool,
  { directory, ...address }: { directory: string; host: string; port: number },
  name: string,
): Promise<EngineState> {
  const { rows } = await admin.query<{
    part: string;
    connections: number | null;
    record: string | null;
  }>(
    `SELECT 'role' AS part, rolconnlimit AS connections,
            shobj_description(oid, 'pg_authid') AS record
       FROM pg_roles WHERE rolname = $1
      UNION ALL SELECT 'database', NULL, NULL FROM pg_database WHERE datname = $1`,
    [name],
  );
  const role = rows.find(({ part }) => part === 'role');
  const entry = await new FileCredentialStore(directory).read(
    `server:main/${name}`,
  );
  return {
    parts: [
      ...rows.map(({ part }) => part),
      ...(entry ? ['password'] : []),
    ].sort(),
    entityRefs: role?.record && JSON.parse(role.record).binding.entityRefs,
    changed: role?.connections,
    ...(entry && {
      logsIn: await logsIn({
        user: entry.user,
        password: entry.password,
        database: entry.database,
        ...address,
      }),
    }),
  };
}

async function logsIn(
  login: Parameters<typeof connectClient>[0],
): Promise<boolean> {
  try {
    await (await connectClient(login)).end();
    return true;
  } catch {
    return false;
  }
}
