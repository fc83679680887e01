import { mockServices } from '@backstage/backend-test-utils';
import { startTestServer, type TestServer } from '../__testUtils__/testServer';
import type { ServerConfig } from '../config';
import { message } from '../messages';
import { expiryNotices } from './expiryNotices';
import { configNotices, serverNotices } from './noticesOf';
import { Preflight } from './Preflight';

/** The result of the last removal of expired backups. */
const expiring = {
  baseBackups: { expiryError: undefined as string | undefined },
  dumps: { expiryError: undefined as string | undefined },
};
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

it('reports open databases and missing rights, and logs each change once', async () => {
  const logger = mockServices.logger.mock();
  const preflight = new Preflight(server.connections, logger, expiring);
  const ids = async () => {
    await preflight.check();
    return preflight.notices.map(({ id }) => id);
  };
  const open = message('openDatabases', {
    databases: 'postgres, template1',
  }).text;
  preflight.start();
  expect(await ids()).toEqual(['open-databases']);
  expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(open));
  await ids();
  expect(logger.warn).toHaveBeenCalledTimes(1);

  const { admin } = server;
  await admin.query('ALTER ROLE pgstage NOCREATEDB');
  await admin.query('REVOKE pg_monitor FROM pgstage');
  await admin.query('REVOKE CONNECT ON DATABASE postgres FROM PUBLIC');
  await admin.query('GRANT CONNECT ON DATABASE postgres TO pgstage');
  await admin.query('REVOKE CONNECT ON DATABASE template1 FROM PUBLIC');
  expect(await ids()).toEqual(['right:CREATEDB', 'right:pg_monitor']);
  expect(logger.error).toHaveBeenCalledWith(
    `PostgreSQL server main: ${
      message('cannotCreateDatabases', { user: 'pgstage', right: 'CREATEDB' })
        .text
    } ${
      message('runStatement', { statement: 'ALTER ROLE "pgstage" CREATEDB' })
        .text
    }`,
  );
  expect(logger.info).toHaveBeenCalledWith(
    expect.stringContaining(`resolved: ${open}`),
  );
});

it('reports expired backups that cannot be removed, until they are', async () => {
  const logger = mockServices.logger.mock();
  const preflight = new Preflight(server.connections, logger, expiring);
  const expiredNotices = async () => {
    await preflight.check();
    return preflight.notices.filter(({ id }) => id.startsWith('expired-'));
  };
  expiring.dumps.expiryError = 'EACCES: permission denied';
  const what = message('dumpsNotRemoved', {
    error: 'EACCES: permission denied',
  });
  expect(await expiredNotices()).toMatchObject([
    { id: 'expired-dumps', severity: 'warning', what },
  ]);
  expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(what.text));
  expiring.dumps.expiryError = undefined;
  expect(await expiredNotices()).toEqual([]);
});

it('names the folder and who can help with expired backups', () => {
  const error = 'no';
  expect(
    expiryNotices(
      { baseBackups: { expiryError: error }, dumps: { expiryError: error } },
      {
        backupDirectory: '/base',
        dumps: {
          directory: '/dumps',
          minimumIntervalMinutes: 0,
          keep: 1,
          keepDays: 1,
          timeoutMinutes: 5,
        },
      },
    ),
  ).toEqual([
    {
      id: 'expired-base-backups',
      severity: 'warning',
      what: message('baseBackupsNotRemoved', { error }),
      nextStep: message('allowBaseBackupRemoval', { directory: '/base' }),
    },
    {
      id: 'expired-dumps',
      severity: 'warning',
      what: message('dumpsNotRemoved', { error }),
      nextStep: message('allowDumpRemoval', { directory: '/dumps' }),
    },
  ]);
});

it('escapes names in the log', async () => {
  const logger = mockServices.logger.mock();
  await server.admin.query('CREATE DATABASE "shop\nforged line"');
  await new Preflight(server.connections, logger, expiring).check();
  await server.admin.query('DROP DATABASE "shop\nforged line"');
  const lines = logger.warn.mock.calls.map(([line]) => line);
  expect(lines).toContainEqual(
    expect.stringContaining('shop\\u000aforged line'),
  );
  expect(lines.join('')).not.toContain('\n');
});

it('reports unsupported states of a server', () => {
  const facts = {
    version: '13.1',
    versionNumber: 130_001,
    inRecovery: false,
    readOnly: true,
    superuser: true,
    createdb: true,
    createrole: true,
    monitor: true,
    signal: true,
    open: [],
    pooled: true,
  };
  const ids = (changed: Partial<typeof facts>) =>
    serverNotices({ ...facts, ...changed }, server.config).map(({ id }) => id);
  expect(ids({})).toEqual(['read-only', 'old-version', 'pooler', 'superuser']);
  expect(ids({ inRecovery: true })[0]).toBe('in-recovery');
});

it.each([
  ['db.example.net', 'require', ['tls:primary']],
  ['db.example.net', 'verify-full', []],
  ['localhost', 'prefer', []],
] as const)('reports for %s with %s: %j', (host, sslMode, expected) => {
  const config = {
    ...server.config,
    connection: { ...server.config.connection, host, sslMode },
  } as ServerConfig;
  expect(configNotices(config).map(({ id }) => id)).toEqual(expected);
});
