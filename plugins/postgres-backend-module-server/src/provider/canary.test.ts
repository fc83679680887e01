import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { stringifyDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import {
  actor,
  requestFor,
  signer,
  startTestServer,
  type TestServer,
} from '../__testUtils__/testServer';
import { ServerProvider } from './ServerProvider';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    settings: {
      shared_preload_libraries: 'pg_stat_statements',
      log_statement: 'all',
      log_min_duration_statement: '0',
      log_min_error_statement: 'debug5',
      log_error_verbosity: 'verbose',
    },
  });
  await server.admin.query('CREATE EXTENSION pg_stat_statements');
  // What setting the stage left there is not Backstage's.
  await server.admin.query('SELECT pg_stat_statements_reset()');
});
afterAll(() => server?.stop());

/** Text of all log files of the server. */
async function serverLog(): Promise<string> {
  const files = await readdir(server.postgres.dataDir, { recursive: true });
  const logs = files.filter(file => file.endsWith('.log'));
  const texts = logs.map(file =>
    readFile(path.join(server.postgres.dataDir, file), 'utf8'),
  );
  return (await Promise.all(texts)).join('\n');
}

it('lets no password into logs, statistics, answers and errors', async () => {
  const logger = mockServices.logger.mock();
  const said: unknown[] = [];
  const passwords = new Set<string>();
  const failing = { now: false };
  const provider = new ServerProvider({
    servers: [server.config],
    logger,
    signer,
    credentialStore: () =>
      Object.assign(Object.create(server.store), {
        write: async (
          ...[entry, options]: Parameters<CredentialStore['write']>
        ) => {
          passwords.add(entry.password);
          if (failing.now) throw new Error('The disk is full');
          return server.store.write(entry, options);
        },
      }),
  });
  const hear = (work: Promise<unknown>) =>
    work.then(
      answer => said.push(answer),
      error => said.push(error, String(error)),
    );
  const ref = stringifyDatabaseRef({
    provider: 'server',
    location: 'main',
    name: 'canary',
  });
  await hear(provider.create(requestFor('canary'), { actor }));
  await hear(provider.rotatePassword(ref, { actor }));
  failing.now = true;
  await hear(provider.rotatePassword(ref, { actor }));
  failing.now = false;
  await hear(provider.reconcile({}));
  await hear(provider.connection(ref));
  await hear(provider.describe());
  await hear(
    provider.create(requestFor('canary', { connectionLimit: 3 }), { actor }),
  );
  await hear(provider.change(ref, { extensions: ['pageinspect'] }, { actor }));
  await hear(provider.remove(ref, {}, { actor }));
  await provider.disconnect();

  // One of the create, one of each rotation, one of the healing.
  expect(passwords.size).toBe(4);
  const { rows } = await server.admin.query(
    'SELECT query FROM pg_stat_statements',
  );
  const log = await serverLog();
  // Both would hold a password that was sent in a statement.
  expect(log.includes('ALTER ROLE "canary" PASSWORD')).toBe(true);
  expect(
    rows.some(({ query }) => query.startsWith('ALTER ROLE "canary" PASSWORD')),
  ).toBe(true);
  const everything = {
    log,
    statistics: rows.map(({ query }) => query).join('\n'),
    said: inspect(said, { depth: null }),
    logged: inspect(logger, { depth: null }),
  };
  const secrets = [...passwords, server.config.connection.password!];
  const leaks = Object.entries(everything).flatMap(([where, text]) =>
    secrets.flatMap((secret, index) =>
      text.includes(secret) ? `secret ${index} in ${where}` : [],
    ),
  );
  expect(leaks).toEqual([]);
});
