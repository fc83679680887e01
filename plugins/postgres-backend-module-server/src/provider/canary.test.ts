import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { stringifyDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { loggedBy } from '@pgstage/backstage-plugin-postgres-node/testUtils';
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
  // Removes the statements of the setup.
  await server.admin.query('SELECT pg_stat_statements_reset()');
});
afterAll(() => server?.stop());

/** Returns the contents of all log files of the server. */
async function serverLog(): Promise<string> {
  const files = await readdir(server.postgres.dataDir, { recursive: true });
  const logs = files.filter(file => file.endsWith('.log'));
  const texts = logs.map(file =>
    readFile(path.join(server.postgres.dataDir, file), 'utf8'),
  );
  return (await Promise.all(texts)).join('\n');
}

it('writes no password to logs, statistics, responses and errors', async () => {
  const logger = mockServices.logger.mock();
  const results: unknown[] = [];
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
  const record = (work: Promise<unknown>) =>
    work.then(
      result => results.push(result),
      error => results.push(error, String(error)),
    );
  const ref = stringifyDatabaseRef({
    provider: 'server',
    location: 'main',
    name: 'canary',
  });
  await record(provider.create(requestFor('canary'), { actor }));
  await record(provider.rotatePassword(ref, { actor }));
  failing.now = true;
  await record(provider.rotatePassword(ref, { actor }));
  failing.now = false;
  await record(provider.reconcile({}));
  await record(provider.connection(ref));
  await record(provider.describe());
  await record(
    provider.create(requestFor('canary', { connectionLimit: 3 }), { actor }),
  );
  await record(
    provider.change(ref, { extensions: ['pageinspect'] }, { actor }),
  );
  await record(provider.remove(ref, {}, { actor }));
  await provider.disconnect();

  // One of the create, one of each rotation, one of reconcile.
  expect(passwords.size).toBe(4);
  const { rows } = await server.admin.query(
    'SELECT query FROM pg_stat_statements',
  );
  const log = await serverLog();
  // Both contain the statements that would contain a password.
  expect(log.includes('ALTER ROLE "canary" PASSWORD')).toBe(true);
  expect(
    rows.some(({ query }) => query.startsWith('ALTER ROLE "canary" PASSWORD')),
  ).toBe(true);
  const everything = {
    log,
    statistics: rows.map(({ query }) => query).join('\n'),
    results: inspect(results, { depth: null }),
    logged: loggedBy(logger),
  };
  const secrets = [...passwords, server.config.connection.password!];
  const leaks = Object.entries(everything).flatMap(([where, text]) =>
    secrets.flatMap((secret, index) =>
      text.includes(secret) ? `secret ${index} in ${where}` : [],
    ),
  );
  expect(leaks).toEqual([]);
});
