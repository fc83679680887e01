import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { describeProviderConformance } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { escapeIdentifier, Pool } from 'pg';
import {
  requestFor,
  signer,
  startTestServer,
} from '../__testUtils__/testServer';
import { ServerProvider } from './ServerProvider';

describeProviderConformance(
  'provider server on a real PostgreSQL',
  async () => {
    const server = await startTestServer();
    const { config, store, storeFolder, postgres } = server;
    // A pool, because it outlives the restart of the server.
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
        // Vacuum moves these on its own.
        return JSON.stringify(rows, (key, value) =>
          /xid$/.test(key) ? undefined : value,
        );
      },
      login: async ({ name, user }) => {
        expect(
          await server.asApplication(name, 'SELECT current_user AS me'),
        ).toEqual([{ me: user }]);
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
      dispose: async () => {
        await admin.end();
        await server.stop();
      },
    };
  },
);
