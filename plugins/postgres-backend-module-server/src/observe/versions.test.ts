import { mockServices } from '@backstage/backend-test-utils';
import type { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { Client } from 'pg';
import { message } from '../messages';
import { DatabaseBackups } from '../backups';
import type { ServerConfig } from '../config';
import { ServerConnections } from '../sql';
import {
  eventually,
  grantBackupRights,
  startObservedServer,
} from '../__testUtils__/observedServer';
import { startOlderServer } from '../__testUtils__/olderServer';
import { requestFor, signer } from '../__testUtils__/testServer';
import { ServerObserver } from './ServerObserver';

jest.setTimeout(180_000);

const standbyOf = (instances: InstanceHealth[]) =>
  instances.find(({ name }) => name === 'standby1');

describe('a role without pg_monitor', () => {
  let server: Awaited<ReturnType<typeof startObservedServer>>;

  beforeAll(async () => {
    server = await startObservedServer();
    await server.create(requestFor('orders'));
    await server.admin.query(
      `REVOKE pg_monitor FROM ${server.config.connection.user}`,
    );
  });
  afterAll(() => server?.stop());

  it('reports the missing right instead of zeros', async () => {
    const health = await eventually(
      () => server.observer.readHealth('server:main/orders'),
      // The standby replays the REVOKE with a delay, and may not have been queried before.
      ({ instances }) =>
        standbyOf(instances)?.reason.id === 'sql.senderStatsForbidden',
    );
    expect(health.forbidden).toEqual([
      {
        what: message('stateOfStandbys'),
        needs: message('needsMonitor'),
      },
    ]);
    expect(standbyOf(health.instances)).toMatchObject({ state: 'unknown' });
    expect(standbyOf(health.instances)?.lag).toBeUndefined();
    // The next round reports it to the directory.
    const { summary } = await server.until(
      'orders',
      ({ summary: { worstLag, instances } }) =>
        worstLag === undefined && instances?.working === 1,
    );
    expect(summary.instances).toEqual({ total: 2, working: 1 });
  });
});

describeWithPart('PGSTAGE_PG16_BIN', 'PostgreSQL 16', binDirectory => {
  let older: Awaited<ReturnType<typeof startOlderServer>>;
  let observer: ServerObserver;
  let connections: ServerConnections;

  beforeAll(async () => {
    // Creates the user for servers if root runs the tests.
    await (
      await startObservedServer({}, { standby: false, archive: false })
    ).stop();
    older = await startOlderServer(binDirectory);
    await older.admin.query(
      'CREATE ROLE pgstage LOGIN CREATEDB CREATEROLE REPLICATION',
    );
    await older.admin.query(
      'GRANT pg_monitor, pg_write_server_files TO pgstage',
    );
    await older.admin.query('CREATE DATABASE legacy');
    await grantBackupRights(older.admin as Client, 'pgstage');
    const [{ folder }] = (
      await older.admin.query(
        `SELECT current_setting('data_directory') || '.backups' AS folder`,
      )
    ).rows;
    await older.admin.query(`COPY (SELECT) TO PROGRAM 'mkdir ${folder}'`);
    const connection = {
      ...older.address,
      user: 'pgstage',
      database: 'postgres',
      sslMode: 'disable' as const,
    };
    connections = new ServerConnections({
      id: 'old',
      connection,
      application: { ...older.address, sslMode: 'disable' },
      standbys: [],
      hide: [],
      backupDirectory: folder,
      baseBackups: { minimumIntervalMinutes: 0, keep: 7, keepDays: 30 },
      reserved: [],
    } as Partial<ServerConfig> as ServerConfig);
    observer = new ServerObserver([connections], {
      logger: mockServices.logger.mock(),
      credentialStore: () => {
        throw new Error('none');
      },
      signer,
      now: () => new Date(),
    });
  });
  afterAll(async () => {
    observer?.stop();
    await connections?.close();
    await older?.stop();
  });

  it('is observed with the same queries', async () => {
    expect(await observer.observe('server:old/legacy')).toMatchObject({
      serverVersion: expect.stringMatching(/^16/),
      status: { state: 'working' },
      summary: {
        sizeBytes: expect.any(Number),
        instances: { total: 1, working: 1 },
      },
    });
    expect(await observer.readHealth('server:old/legacy')).toMatchObject({
      slots: [],
      forbidden: [],
    });
  });

  it('takes base backups, which can only be restored to their end without WAL archiving', async () => {
    const backups = new DatabaseBackups(observer, {
      logger: mockServices.logger.mock(),
      credentialStore: () => {
        throw new Error('none');
      },
      signer,
      now: () => new Date(),
    });
    // The slow poll reads the creation time, which is required for the recovery window.
    const ignore = () => {};
    observer.start({
      upsert: ignore,
      remove: ignore,
      replaceAll: ignore,
      unreachable: ignore,
    });
    await backups.create('server:old/legacy', { method: 'base' });
    const section = await eventually(
      () => backups.list('server:old/legacy'),
      ({ backups: [first], recoveryWindow }) =>
        first?.verified?.ok === true && recoveryWindow,
    );
    observer.stop();
    const { finishedAt } = section.backups[0];
    expect(section.recoveryWindow).toEqual({
      manual: true,
      from: finishedAt,
      to: finishedAt,
      evidence: { source: 'archive', at: expect.any(String) },
    });
    expect(section.archiving).toMatchObject({
      state: 'attention',
      reason: { id: 'sql.archivingOff' },
    });
  });
});
