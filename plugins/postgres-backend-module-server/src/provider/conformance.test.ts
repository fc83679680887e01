import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { describeProviderConformance } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import type { DemoPostgres } from '@pgstage/example-postgres';
import { escapeIdentifier, Pool } from 'pg';
import { grantBackupRights } from '../__testUtils__/observedServer';
import {
  requestFor,
  signer,
  startTestServer,
} from '../__testUtils__/testServer';
import { ServerProvider } from './ServerProvider';

const run = promisify(execFile);
const bin = process.env.PGSTAGE_PG18_BIN;

describeProviderConformance(
  'provider server with a real PostgreSQL',
  async () => {
    const server = await startTestServer({ archive: true });
    const { store, storeFolder, postgres } = server;
    const dumps = await mkdtemp(path.join(tmpdir(), 'pgstage-dumps-'));
    const config = {
      ...server.config,
      backupDirectory: postgres.backupDir,
      // Without it, the provider does not offer restores.
      ...(bin && {
        dumps: {
          directory: dumps,
          binDirectory: bin,
          minimumIntervalMinutes: 0,
          keep: 7,
          keepDays: 30,
          timeoutMinutes: 5,
        },
      }),
    };
    await grantBackupRights(server.admin, config.connection.user);
    // A pool, because it reconnects after the restart of the server.
    const admin = new Pool({
      ...postgres.primary,
      ...postgres.admin,
      database: 'postgres',
      max: 1,
    });
    admin.on('error', () => {});
    return {
      createProvider: async () =>
        new ServerProvider({
          servers: [config],
          credentialStore: () => store,
          signer,
          logger: mockServices.logger.mock(),
        }),
      request: name =>
        requestFor(name, { connectionLimit: 5, extensions: ['citext'] }),
      differs: {
        field: 'connectionLimit',
        apply: request => ({ ...request, connectionLimit: 6 }),
      },
      change: { connectionLimit: 8, extensions: ['pg_trgm'] },
      count: async name => {
        const { rows } = await admin.query(
          'SELECT count(*)::int AS count FROM pg_database WHERE datname = $1',
          [name],
        );
        return rows[0].count;
      },
      createForeign: async name => {
        const owner = escapeIdentifier(`owner of ${name}`);
        await admin.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'theirs'`);
        await admin.query(`GRANT ${owner} TO pgstage`);
        await admin.query(
          `CREATE DATABASE ${escapeIdentifier(name)} OWNER ${owner}`,
        );
        await admin.query(
          `COMMENT ON DATABASE ${escapeIdentifier(name)} IS 'Theirs'`,
        );
        return `server:main/${name}`;
      },
      fingerprint: async name => {
        const { rows } = await admin.query(
          `SELECT d.*, a.* FROM pg_database d JOIN pg_authid a ON a.oid = d.datdba WHERE datname = $1`,
          [name],
        );
        // Autovacuum changes these.
        return JSON.stringify(rows, (key, value) =>
          /xid$/.test(key) ? undefined : value,
        );
      },
      login: async ({ name, user }) => {
        expect(
          await server.asApplication(name, 'SELECT current_user AS me'),
        ).toEqual([{ me: user }]);
      },
      trace: async name => {
        const { rows } = await admin.query(
          `SELECT rolname, rolpassword FROM pg_authid
            WHERE rolname = ANY($1) ORDER BY 1`,
          [[name, `${name}_b`]],
        );
        return JSON.stringify(rows);
      },
      passwords: async () => {
        const text = await readFile(
          path.join(storeFolder, 'pgpass'),
          'utf8',
        ).catch(() => '');
        return text.split('\n').flatMap(line => line.split(':').at(-1) || []);
      },
      cut: async () => {
        await postgres.stopPrimary();
        return postgres.startPrimary;
      },
      beyond: {
        connectionLimit: request => ({ ...request, connectionLimit: 51 }),
        'extensions.0': request => ({ ...request, extensions: ['hstore'] }),
        'options.tablespace': request => ({
          ...request,
          options: { tablespace: 'elsewhere' },
        }),
      },
      drift: async name => {
        const database = escapeIdentifier(name);
        await admin.query(`COMMENT ON DATABASE ${database} IS NULL`);
        return async () => {
          const { rows } = await admin.query(
            `SELECT shobj_description(oid, 'pg_database') AS comment
               FROM pg_database WHERE datname = $1`,
            [name],
          );
          return rows[0].comment !== null;
        };
      },
      stall: async () => {
        const processes = await processesOf(postgres);
        processes.forEach(pid => signalProcess(pid, 'SIGSTOP'));
        return async () =>
          processes.forEach(pid => signalProcess(pid, 'SIGCONT'));
      },
      dispose: async () => {
        await admin.end();
        await server.stop();
        await rm(dumps, { recursive: true });
      },
    };
  },
  [
    'change',
    'remove',
    'rotate-password',
    'rotate-login',
    'backup',
    ...(bin ? (['restore'] as const) : []),
    'reveal-credentials',
    'reconcile',
    'stall',
  ],
);

/** Sends a signal to a process, which may have ended. */
function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Returns the processes of the primary. */
async function processesOf(postgres: DemoPostgres): Promise<number[]> {
  const { primary } = await postgres.pids();
  const { stdout } = await run('pgrep', ['-P', String(primary)]);
  return [primary!, ...stdout.trim().split('\n').map(Number)];
}
