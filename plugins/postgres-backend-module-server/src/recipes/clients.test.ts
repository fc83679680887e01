import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import {
  CA_FILE,
  type Connection,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  connectClient,
  findBinaries,
  startTestPostgres,
} from '@pgstage/example-postgres';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { readServers, type ServerConfig } from '../config';
import { FileCredentialStore } from '../credentials/FileCredentialStore';
import { connectionOf } from './connectionOf';

const NAME = 'db.example.test';
const DATABASE = `a?b=c&d 'e"$(id)`;
const USER = 'orders_app';
const PASSWORD = `p:w' \\x`;
const QUERY =
  "SELECT current_database() || '|' || ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

// psql of the system, with the libpq of the embedded PostgreSQL.
describeWithPart('PGSTAGE_CLIENTS', 'recipes run by psql', () => {
  let server: Awaited<ReturnType<typeof startTestPostgres>>;
  let folder: string;
  let ca: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pgstage-recipes-'));
    // The server runs as another user.
    await chmod(folder, 0o755);
    const hba = path.join(folder, 'pg_hba.conf');
    await writeFile(
      hba,
      'host all postgres 127.0.0.1/32 scram-sha-256\nhostssl all all all scram-sha-256\n',
    );
    server = await startTestPostgres({
      ...{ standby: false, archive: false, tls: true, tlsNames: [NAME] },
      settings: { hba_file: hba, listen_addresses: '127.0.0.1,::1' },
    });
    ca = await readFile(server.caFile!, 'utf8');
    await writeFile(path.join(folder, CA_FILE), ca);
    await writeFile(
      path.join(folder, 'psql.js'),
      "require('child_process').execFileSync('psql', process.argv.slice(2), { stdio: 'inherit' });",
    );
    const admin = await connectClient({
      ...{ ...server.primary, ...server.admin, database: 'postgres' },
    });
    const password = escapeLiteral(PASSWORD);
    await admin.query(`CREATE ROLE ${USER} LOGIN PASSWORD ${password}`);
    const database = escapeIdentifier(DATABASE);
    await admin.query(`CREATE DATABASE ${database} OWNER ${USER}`);
    await admin.end();
  });

  afterAll(async () => {
    await server?.remove();
    await rm(folder, { recursive: true });
  });

  const configOf = (connection: object): ServerConfig =>
    readServers(
      mockServices.rootConfig({
        data: {
          postgres: {
            providers: {
              server: {
                servers: [
                  {
                    id: 'main',
                    connection: {
                      ...{ port: server.primary.port, user: 'pgstage' },
                      ...connection,
                    },
                    // The same server under another address.
                    standbys: [{ name: 's1', host: '127.0.0.1' }],
                  },
                ],
              },
            },
          },
        },
      }),
    )[0];

  const run = async (command: string, env: NodeJS.ProcessEnv) => {
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', `${command} -XAtc "$0"`, QUERY],
      {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          LD_LIBRARY_PATH: findBinaries().libraries,
          ...env,
        },
      },
    );
    return stdout.trim();
  };

  const commandOf = ({ recipes }: Connection, id: string, label: string) =>
    recipes
      .find(recipe => recipe.id === id)!
      .commands.find(command => command.label === label)!.command;

  it.each([
    ['localhost', 'prefer', 'nothing'],
    ['::1', 'require', 'nothing'],
    ['localhost', 'verify-ca', 'given CA'],
    ['::1', 'verify-full', 'given CA'],
    ['localhost', 'verify-ca', 'system'],
    ['::1', 'verify-full', 'system'],
  ])(
    'log in to %s with sslmode %s, trusting %s',
    async (host, sslMode, trust) => {
      const config = configOf({
        ...{ host, sslMode },
        ...(trust === 'given CA' && { ca }),
      });
      const store = new FileCredentialStore(path.join(folder, trust));
      const credentials = await store.write({
        ...{ ref: 'server:main/orders', database: DATABASE, user: USER },
        ...{ ...config.application, password: PASSWORD },
        alsoAt: config.standbys.map(({ application }) => application),
      });
      const connection = connectionOf(config, {
        recorded: { name: DATABASE, exists: true, system: '7', owner: USER },
        credentials,
      });
      const trusted =
        trust === 'system' ? { SSL_CERT_FILE: server.caFile } : {};
      const env = { ...trusted, PGPASSWORD: PASSWORD };
      const file = path.join(folder, 'environment');
      const byEnvironment = async (label: string) => {
        const lines = commandOf(connection, 'application', label);
        await writeFile(file, `${lines}\n`);
        return run(
          `node --env-file=${file} ${path.join(folder, 'psql.js')}`,
          trusted,
        );
      };
      const standby = `read-only by 127.0.0.1:${server.primary.port}`;
      const results = {
        environment: await byEnvironment('environment'),
        environmentOfStandby: await byEnvironment(`environment, ${standby}`),
        direct: await run(commandOf(connection, 'laptop-direct', 'psql'), env),
        directToStandby: await run(
          commandOf(connection, 'laptop-direct', `psql, ${standby}`),
          env,
        ),
        stored: await run(
          commandOf(
            connection,
            'laptop-direct',
            'psql with the stored credentials',
          ),
          trusted,
        ),
      };
      const expected = `${DATABASE}|true`;
      expect(results).toEqual({
        ...{ environment: expected, environmentOfStandby: expected },
        ...{ direct: expected, directToStandby: expected, stored: expected },
      });
    },
  );

  it.each([
    ['require', 'nothing'],
    ['verify-full', 'given CA'],
    ['verify-full', 'system'],
  ])(
    'log in through a tunnel with sslmode %s, trusting %s',
    async (sslMode, trust) => {
      const config = configOf({
        ...{ host: NAME, sslMode },
        ...(trust === 'given CA' && { ca }),
      });
      const connection = connectionOf(config, {
        recorded: { name: DATABASE, exists: true, system: '7', owner: USER },
        credentials: undefined,
      });
      // The test server instead of the local end of the tunnel.
      const command = commandOf(connection, 'laptop-tunnel', 'psql').replace(
        'port=15432',
        `port=${server.primary.port}`,
      );
      expect(
        await run(command, {
          PGPASSWORD: PASSWORD,
          ...(trust === 'system' && { SSL_CERT_FILE: server.caFile }),
        }),
      ).toBe(`${DATABASE}|true`);
    },
  );
});
