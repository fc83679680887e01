import { Archivers } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import {
  createSnapshot,
  aPart,
  kindStatus,
  NOW,
} from '../../__testUtils__/createSnapshot';
import type { CloudNativePgSnapshot } from '../../model';
import { parseStatus } from '../health/instanceStatus';
import { archiverStats } from './queryArchiver';
import { toDatabase } from '../toDatabase';
import { backupsSection } from './readBackups';

const backup = (name: string, phase: string, hour: number, more: object = {}) =>
  aPart('backups', name, {
    spec: { cluster: { name: 'orders' }, method: 'plugin' },
    status: {
      phase,
      startedAt: `2026-11-21T${hour}:00:00Z`,
      stoppedAt: `2026-11-21T${hour}:01:00Z`,
      ...more,
    },
  });
const plugin = {
  plugins: [
    {
      name: 'barman-cloud.cloudnative-pg.io',
      isWALArchiver: true,
      parameters: { barmanObjectName: 'store' },
    },
  ],
};
const store = (recoveryWindow: object) =>
  aPart('objectStores', 'store', {
    spec: { configuration: { destinationPath: 's3://backups/orders' } },
    status: { serverRecoveryWindow: { orders: recoveryWindow } },
  });
const archiving = (status: string, at = '2026-11-21T11:00:00Z') => ({
  status: {
    conditions: [
      {
        type: 'ContinuousArchiving',
        status,
        message: 'exit status 4',
        lastTransitionTime: at,
      },
    ],
  },
});
/** The primary has reported that all WAL is archived. */
const archiver = {
  at: NOW.toISOString(),
  until: NOW.toISOString(),
  waiting: false,
};
const readingOf = ({ cluster }: CloudNativePgSnapshot, primary: object) => {
  const archivers = new Archivers();
  const stats = archiverStats(parseStatus(JSON.stringify(primary)));
  archivers.record(cluster, stats, NOW, {});
  return archivers.get(cluster);
};
const section = (snapshot: CloudNativePgSnapshot, primary?: object) =>
  backupsSection(
    primary
      ? { ...snapshot, archiver: readingOf(snapshot, primary) }
      : snapshot,
    NOW,
  );
const row = (snapshot: CloudNativePgSnapshot, id: string) =>
  toDatabase(snapshot, NOW).attention.find(each => each.id === id);

it('lists backups newest first, with their errors, and without those of an earlier database of the name', () => {
  const backups = [
    backup('a', 'completed', 10),
    backup('b', 'failed', 11, { error: 'no space' }),
    backup('c', 'walArchivingFailing', 12, { stoppedAt: undefined }),
    { ...backup('old', 'completed', 10), createdAt: '2025-01-01T00:00:00Z' },
  ];
  const snapshot = createSnapshot(
    { spec: plugin },
    { backups, objectStores: [store({})] },
  );
  expect(section(snapshot).backups).toEqual([
    {
      id: 'c',
      method: 'plugin',
      scope: 'server',
      status: 'running',
      startedAt: '2026-11-21T12:00:00Z',
      location: 's3://backups/orders',
      error: 'walArchivingFailing',
    },
    expect.objectContaining({ id: 'b', status: 'failed', error: 'no space' }),
    expect.objectContaining({
      id: 'a',
      status: 'finished',
      finishedAt: '2026-11-21T10:01:00Z',
    }),
  ]);
  const gone = createSnapshot({ spec: plugin }, { backups: [backups[3]] });
  expect(toDatabase(gone, NOW).safe.value).toBe(false);
});

it('ends a failure with a later success, and reports a later failure', () => {
  const [good, bad] = [
    backup('good', 'completed', 11),
    backup('bad', 'failed', 10, { error: 'no space' }),
  ];
  expect(
    row(
      createSnapshot({ spec: plugin }, { backups: [bad, good] }),
      'backup-failed',
    ),
  ).toBeUndefined();
  const worse = createSnapshot(
    { spec: plugin },
    {
      backups: [good, backup('worse', 'failed', 12, { error: 'no space' })],
      archiver,
    },
  );
  expect(row(worse, 'backup-failed')).toMatchObject({
    evidence: 'no space',
    meaning: {
      id: 'kubernetes.lastGoodBackup',
      params: { at: '2026-11-21T11:01:00.000Z' },
    },
  });
  expect(toDatabase(worse, NOW)).toMatchObject({
    safe: { value: true },
    status: { state: 'attention' },
    summary: { lastGoodBackupAt: '2026-11-21T11:01:00.000Z' },
  });
});

it('offers no point in time after a major upgrade without a backup since then', () => {
  const window = (majorVersion: number) =>
    section(
      createSnapshot(
        { spec: plugin, ...archiving('True') },
        { backups: [backup('a', 'completed', 10, { majorVersion })] },
      ),
    ).recoveryWindow;
  expect(window(17)).toMatchObject({ from: '2026-11-21T10:01:00.000Z' });
  expect(window(16)).toBeUndefined();
});

it("uses the object store's own record if the Backup objects are deleted", () => {
  const retained = {
    firstRecoverabilityPoint: '2026-11-01T02:00:00Z',
    lastSuccessfulBackupTime: '2026-11-21T02:00:00Z',
  };
  const snapshot = createSnapshot(
    {
      spec: plugin,
      creationTimestamp: '2026-10-01T00:00:00Z',
      ...archiving('True'),
    },
    { objectStores: [store(retained)] },
  );
  expect(toDatabase(snapshot, NOW)).toMatchObject({
    safe: { value: null },
    operations: { restore: { supported: true } },
  });
  expect(section(snapshot)).toMatchObject({
    recoveryWindow: {
      from: '2026-11-01T02:00:00.000Z',
      to: '2026-11-21T02:00:00.000Z',
      unprovenTo: NOW.toISOString(),
    },
    // Without statistics of the primary, the operator's condition is not enough.
    archiving: { state: 'unknown' },
    methods: [{ id: 'plugin', supported: true }],
    restore: { supported: true },
  });
  const failed = { ...retained, lastFailedBackupTime: '2026-11-21T03:00:00Z' };
  expect(
    row(
      createSnapshot(
        { spec: plugin, creationTimestamp: '2026-10-01T00:00:00Z' },
        { objectStores: [store(failed)] },
      ),
      'backup-failed',
    ),
  ).toBeDefined();
});

it('does not promise changes from before archiving was observed to fail', () => {
  const snapshot = createSnapshot(
    { spec: plugin, ...archiving('False') },
    { backups: [backup('a', 'completed', 10)] },
  );
  expect(
    section(snapshot, {
      isPrimary: true,
      lastFailedWALTime: '2026-11-21T11:59:00Z',
      lastArchivedWALTime: '-infinity',
    }),
  ).toMatchObject({
    recoveryWindow: {
      from: '2026-11-21T10:01:00.000Z',
      to: '2026-11-21T10:01:00.000Z',
      unproven: true,
      unprovenTo: '2026-11-21T11:00:00.000Z',
    },
    archiving: {
      state: 'attention',
      reason: {
        id: 'kubernetes.withReason',
        params: {
          what: { id: 'kubernetes.notArchived' },
          reason: 'exit status 4',
        },
      },
      lastFailedAt: '2026-11-21T11:59:00.000Z',
    },
  });
  expect(row(snapshot, 'archiving')).toMatchObject({
    severity: 'error',
    what: {
      id: 'kubernetes.changesNotArchivedSinceAtLatest',
      params: { since: '2026-11-21T11:00:00.000Z' },
    },
    meaning: {
      id: 'kubernetes.walFillsVolume',
      params: { range: { id: 'kubernetes.restorableRangeUnknown' } },
    },
    evidence: { text: 'WAL is not archived: exit status 4' },
  });
});

it('ends it at the last archived WAL, because a restore to a later time would fail', () => {
  const snapshot = createSnapshot(
    { spec: plugin, ...archiving('True') },
    { backups: [backup('a', 'completed', 10)] },
  );
  expect(
    section(snapshot, {
      isPrimary: true,
      lastArchivedWALTime: '2026-11-21T10:30:00Z',
    }),
  ).toMatchObject({
    recoveryWindow: { to: '2026-11-21T10:30:00.000Z' },
    archiving: { lastArchivedAt: '2026-11-21T10:30:00.000Z' },
  });
});

it('does not continue while the database is hibernated', () => {
  const { conditions } = archiving('True').status;
  const asleep = {
    type: 'cnpg.io/hibernation',
    status: 'True',
    lastTransitionTime: '2026-11-21T11:00:00Z',
  };
  const snapshot = createSnapshot(
    { spec: plugin, status: { conditions: [...conditions, asleep] } },
    { backups: [backup('a', 'completed', 10)], pods: [] },
  );
  expect(section(snapshot)).toMatchObject({
    recoveryWindow: {
      to: '2026-11-21T10:01:00.000Z',
      unprovenTo: '2026-11-21T11:00:00.000Z',
    },
  });
});

it('promises no point in time between backups if nothing is archived', () => {
  const snapshot = createSnapshot(
    { spec: { backup: { volumeSnapshot: { className: 'fast' } } } },
    { backups: [backup('a', 'completed', 10)] },
  );
  expect(section(snapshot)).toMatchObject({
    archiving: { state: 'unknown' },
    methods: [{ id: 'volumeSnapshot' }],
  });
  expect(section(snapshot).recoveryWindow).toBeUndefined();
});

it('describes schedules, with the next run', () => {
  const schedule = (name: string, suspend: boolean) =>
    aPart('scheduledBackups', name, {
      spec: { schedule: '0 0 2 * * *', suspend, cluster: { name: 'orders' } },
      status: { nextScheduleTime: '2026-11-22T02:00:00Z' },
    });
  expect(
    section(
      createSnapshot(
        {},
        {
          scheduledBackups: [schedule('nightly', false), schedule('off', true)],
        },
      ),
    ).schedules,
  ).toEqual([
    {
      description: message('scheduleRuns', {
        name: 'nightly',
        times: 'daily at 02:00',
      }),
      nextRunAt: '2026-11-22T02:00:00Z',
    },
    {
      description: message('scheduleRuns', {
        name: 'off',
        times: 'daily at 02:00',
      }),
      suspended: true,
    },
  ]);
});

it.each([
  ['no target', createSnapshot(), 'kubernetes.noBackupConfigured', false],
  [
    'no backup',
    createSnapshot({ spec: plugin }),
    'kubernetes.noBackupYet',
    false,
  ],
  [
    'no permission',
    createSnapshot(
      { spec: plugin },
      { statuses: { backups: kindStatus('forbidden') } },
    ),
    'kubernetes.backupsUnknown',
    null,
  ],
  [
    'a removed kind',
    createSnapshot(
      { spec: plugin },
      { statuses: { backups: kindStatus('notServed') } },
    ),
    'kubernetes.backupsUnknown',
    null,
  ],
])('reports %s without an alarm', (_, snapshot, what, safe) => {
  expect(toDatabase(snapshot, NOW)).toMatchObject({
    status: { state: 'working' },
    safe: { value: safe },
  });
  expect(
    toDatabase(snapshot, NOW).attention.map(each => each.what.id),
  ).toContain(what);
});

it('recommends a new backup after a major upgrade, because earlier ones restore the time before it', () => {
  const upgraded = (taken: number) =>
    createSnapshot(
      {
        spec: plugin,
        status: {
          pgDataImageInfo: { image: 'postgres:18', majorVersion: 18 },
        },
      },
      {
        backups: [
          backup('a', 'completed', 10, { majorVersion: 17 }),
          backup('b', 'completed', 11, { majorVersion: taken }),
        ],
        archiver,
      },
    );
  expect(toDatabase(upgraded(17), NOW).safe.value).toBe(false);
  expect(row(upgraded(17), 'no-backup')).toMatchObject({
    what: { id: 'kubernetes.noBackupSinceUpgrade' },
    nextStep: { id: 'provider.takeBackup' },
  });
  expect(toDatabase(upgraded(18), NOW).safe.value).toBe(true);
  expect(row(upgraded(18), 'no-backup')).toBeUndefined();
});
