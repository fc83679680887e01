import {
  MINUTE,
  recoveryRange,
  type ArchiverReading,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { idsOf } from '../../__testUtils__/idsOf';
import { withoutEvidence } from '../../__testUtils__/withoutEvidence';
import {
  createSnapshot,
  aPart,
  kindStatus,
  NOW,
} from '../../__testUtils__/createSnapshot';
import { snapshotWithoutParts, type CloudNativePgSnapshot } from '../../model';
import { toDatabase } from '../toDatabase';
import { backupsSection } from './readBackups';
import { backupFactsOf } from './backupFactsOf';

type Given = NonNullable<Parameters<typeof createSnapshot>[0]>;
type Parts = NonNullable<Parameters<typeof createSnapshot>[1]>;

const ago = (minutes: number) =>
  new Date(NOW.getTime() - minutes * MINUTE).toISOString();
const days = (count: number) => count * 24 * 60;

const condition = (type: string, status: string, since: string, more = {}) => ({
  type,
  status,
  lastTransitionTime: since,
  ...more,
});
const archives = condition('ContinuousArchiving', 'True', ago(days(20)));
const barman = {
  plugins: [
    {
      name: 'barman-cloud.cloudnative-pg.io',
      isWALArchiver: true,
      parameters: { barmanObjectName: 'store' },
    },
  ],
};
const inTree = {
  backup: { barmanObjectStore: { destinationPath: 's3://bucket/db' } },
};
const snapshots = { backup: { volumeSnapshot: { className: 'csi' } } };
const store = (first: string, last: string) =>
  aPart('objectStores', 'store', {
    spec: { configuration: { destinationPath: 's3://bucket/db' } },
    status: {
      serverRecoveryWindow: {
        orders: {
          firstRecoverabilityPoint: first,
          lastSuccessfulBackupTime: last,
        },
      },
    },
  });
const backup = (
  name: string,
  endedAt: string,
  {
    method = 'plugin',
    ...status
  }: { method?: string; [field: string]: unknown } = {},
) => ({
  ...aPart('backups', name, {
    spec: { cluster: { name: 'orders' }, method },
    status: {
      phase: 'completed',
      startedAt: endedAt,
      stoppedAt: endedAt,
      ...status,
    },
  }),
  createdAt: endedAt,
});
const schedule = (suspend: boolean) =>
  aPart('scheduledBackups', 'nightly', {
    spec: { cluster: { name: 'orders' }, schedule: '0 0 2 * * *', suspend },
  });
const reading = (more: Partial<ArchiverReading> = {}): ArchiverReading => ({
  at: ago(1),
  waiting: true,
  until: ago(3),
  lastArchivedAt: ago(3),
  ...more,
});

/** A database that is thirty days old, unless another time is given. */
const aDatabase = (given: Given, parts: Parts = {}) =>
  createSnapshot({ creationTimestamp: ago(days(30)), ...given }, parts);

function evaluated(snapshot: CloudNativePgSnapshot) {
  const { safe, status, attention, summary, operations } = toDatabase(
    snapshot,
    NOW,
  );
  const { archiving, recoveryWindow } = backupsSection(snapshot, NOW);
  expect(recoveryWindow).toEqual(summary.recoveryWindow);
  return {
    safe: safe.value,
    state: status.state,
    rows: attention.map(({ what }) => idsOf(what)),
    window: withoutEvidence(recoveryWindow),
    protectedUntil: summary.protectedUntil,
    archiving: `${archiving.state}: ${idsOf(archiving.reason)}`,
    restore: operations.restore,
  };
}

describe('the end of the window', () => {
  const parts = { objectStores: [store(ago(days(20)), ago(days(1)))] };
  const given = { spec: barman, status: { conditions: [archives] } };

  it('is the last WAL that is known to be archived', () => {
    expect(
      evaluated(aDatabase(given, { ...parts, archiver: reading() })),
    ).toMatchObject({
      safe: true,
      state: 'working',
      window: { from: ago(days(20)), to: ago(3) },
      protectedUntil: ago(3),
      archiving: 'working: provider.walIsArchived',
    });
  });

  it('is not known before the written WAL is observed, even if changes are archived', () => {
    const archiver = reading({ until: undefined });
    expect(evaluated(aDatabase(given, { ...parts, archiver }))).toMatchObject({
      safe: true,
      state: 'working',
      window: { to: ago(days(1)), unprovenTo: NOW.toISOString() },
      protectedUntil: undefined,
      archiving: 'working: provider.walIsArchived',
    });
  });

  it('is not known from a condition alone, which is reported', () => {
    expect(evaluated(aDatabase(given, parts))).toMatchObject({
      window: {
        from: ago(days(20)),
        to: ago(days(1)),
        unprovenTo: NOW.toISOString(),
      },
      protectedUntil: undefined,
      archiving: 'unknown: kubernetes.archivedAsReported',
    });
  });

  it('stays at the last archived WAL of a server that has been down for days', () => {
    const archiver = reading({ at: ago(days(3)), until: ago(days(3) + 2) });
    const dead = {
      spec: barman,
      status: {
        conditions: [archives, condition('Ready', 'False', ago(days(2)))],
      },
    };
    const snapshot = aDatabase(dead, { ...parts, archiver, pods: [] });
    expect(evaluated(snapshot).window).toEqual({
      from: ago(days(20)),
      to: ago(days(3) + 2),
      unprovenTo: ago(days(2)),
    });
  });

  it('is not extended by a backup that ended after archiving had failed', () => {
    const backups = [
      backup('early', ago(days(2))),
      backup('late', ago(30), { endWal: '000000010000000000000009' }),
    ];
    const archiver = reading({
      until: ago(90),
      timeline: '00000001',
      whole: {
        from: '00000001',
        archivedWals: ['000000010000000000000007'],
      },
      failingSince: ago(80),
    });
    const failing = evaluated(aDatabase(given, { backups, archiver }));
    expect(failing).toMatchObject({
      safe: false,
      state: 'attention',
      window: { from: ago(days(2)), to: ago(90) },
      archiving: 'attention: kubernetes.notArchived',
    });
    expect(failing.rows).toEqual([`kubernetes.changesNotArchived(${ago(90)})`]);
    const unasked = aDatabase(
      {
        spec: barman,
        status: {
          conditions: [condition('ContinuousArchiving', 'False', ago(80))],
        },
      },
      { backups },
    );
    expect(evaluated(unasked).window).toEqual({
      from: ago(days(2)),
      to: ago(days(2)),
      unproven: true,
      unprovenTo: ago(80),
    });
  });

  it('older than ten minutes under a writing primary needs attention, unless more is configured', () => {
    const archiver = reading({ until: ago(20) });
    const late = evaluated(aDatabase(given, { ...parts, archiver }));
    expect(late).toMatchObject({ safe: false, state: 'attention' });
    expect(late.rows).toEqual([`kubernetes.changesWaitForArchive(${ago(20)})`]);
    const spec = {
      ...barman,
      postgresql: { parameters: { archive_timeout: '15min' } },
    };
    expect(
      evaluated(aDatabase({ ...given, spec }, { ...parts, archiver })).state,
    ).toBe('working');
  });

  it('that is old because nothing is written needs no attention', () => {
    const archiver = reading({ until: ago(days(2)), waiting: false });
    expect(evaluated(aDatabase(given, { ...parts, archiver }))).toMatchObject({
      safe: true,
      state: 'working',
      window: { to: ago(days(2)) },
      protectedUntil: ago(10),
    });
  });
});

describe('the beginning of the window', () => {
  it('is not that of an earlier database of the same name', () => {
    const objectStores = [store(ago(days(40)), ago(days(12)))];
    for (const conditions of [
      [condition('ContinuousArchiving', 'False', ago(days(3)))],
      [],
    ]) {
      const snapshot = createSnapshot(
        {
          creationTimestamp: ago(days(3)),
          spec: barman,
          status: { conditions },
        },
        { objectStores },
      );
      const result = evaluated(snapshot);
      expect(result).toMatchObject({
        safe: false,
        state: 'attention',
        window: undefined,
        restore: { supported: false },
      });
      expect(result.rows[0]).toBe('kubernetes.archiveForeign');
    }
  });

  it('is the first backup of this database if the archive also holds an earlier database', () => {
    const snapshot = createSnapshot(
      { creationTimestamp: ago(days(3)), spec: barman },
      {
        objectStores: [store(ago(days(40)), ago(days(1)))],
        backups: [backup('own', ago(days(1)))],
        archiver: reading(),
      },
    );
    expect(evaluated(snapshot)).toMatchObject({
      safe: true,
      window: { from: ago(days(1)) },
    });
  });

  it.each<[string, Given, Parts]>([
    [
      'it was recovered from the same archive',
      {
        spec: {
          ...barman,
          bootstrap: { recovery: { source: 'before' } },
          externalClusters: [
            {
              name: 'before',
              plugin: {
                name: 'barman-cloud.cloudnative-pg.io',
                parameters: { barmanObjectName: 'store', serverName: 'orders' },
              },
            },
          ],
        },
      },
      {},
    ],
    [
      'its Cluster was recreated over its volumes',
      { spec: barman },
      {
        volumeClaims: [
          {
            ...aPart(
              'volumeClaims',
              'orders-1',
              {},
              { 'cnpg.io/pvcRole': 'PG_DATA' },
            ),
            createdAt: ago(days(50)),
          },
        ],
      },
    ],
  ])('is older than the Cluster if %s', (_, given, parts) => {
    const snapshot = createSnapshot(
      { creationTimestamp: ago(days(3)), ...given },
      {
        ...parts,
        objectStores: [store(ago(days(40)), ago(days(12)))],
        backups: [backup('before', ago(days(12)))],
        archiver: reading(),
      },
    );
    expect(evaluated(snapshot)).toMatchObject({
      safe: true,
      window: { from: ago(days(40)) },
    });
    expect(backupsSection(snapshot, NOW).backups).toMatchObject([
      { id: 'before' },
    ]);
  });

  it.each([
    ['by a plugin', barman, [store(ago(days(25)), ago(days(3)))], {}],
    [
      'by the operator',
      inTree,
      [],
      {
        firstRecoverabilityPoint: ago(days(25)),
        lastSuccessfulBackup: ago(days(3)),
      },
    ],
  ])('is after a major upgrade, archived %s', (_, spec, objectStores, more) => {
    const method = objectStores.length ? 'plugin' : 'barmanObjectStore';
    const upgraded = (...backups: ReturnType<typeof backup>[]) =>
      aDatabase(
        {
          spec,
          status: {
            pgDataImageInfo: { image: 'postgres:18.1', majorVersion: 18 },
            conditions: [archives],
            ...more,
          },
        },
        { objectStores, backups, archiver: reading() },
      );
    const old = backup('old', ago(days(3)), { method, majorVersion: 17 });
    expect(evaluated(upgraded(old))).toMatchObject({
      safe: false,
      window: undefined,
      protectedUntil: undefined,
      rows: ['kubernetes.noBackupSinceUpgrade'],
    });
    const since = backup('new', ago(60), { method, majorVersion: 18 });
    expect(evaluated(upgraded(old, since))).toMatchObject({
      safe: true,
      window: { from: ago(60), to: ago(3) },
    });
  });
});

describe('no archive', () => {
  it.each([
    ['at all', {}],
    [
      'if the plugin is disabled',
      { plugins: [{ ...barman.plugins[0], enabled: false }] },
    ],
    [
      'if the plugin only takes backups',
      { plugins: [{ ...barman.plugins[0], isWALArchiver: false }] },
    ],
  ])('%s: no condition implies one', (_, spec) => {
    expect(
      evaluated(aDatabase({ spec, status: { conditions: [archives] } })),
    ).toMatchObject({
      safe: false,
      window: undefined,
      archiving: 'unknown: kubernetes.noArchive',
    });
  });

  it('an annotation that turns archiving off is reported as the cause', () => {
    const snapshot = aDatabase(
      {
        spec: barman,
        annotations: { 'cnpg.io/skipWalArchiving': 'enabled' },
        status: { conditions: [archives] },
      },
      { objectStores: [store(ago(days(20)), ago(days(1)))] },
    );
    expect(evaluated(snapshot)).toMatchObject({
      safe: false,
      state: 'attention',
      rows: ['kubernetes.archivingIsOff(cnpg.io/skipWalArchiving)'],
      archiving:
        'attention: kubernetes.archivingDisabled(cnpg.io/skipWalArchiving)',
    });
  });

  it('changes that were archived before it was turned off may be restorable', () => {
    const snapshot = aDatabase(
      { spec: barman, annotations: { 'cnpg.io/skipWalArchiving': 'enabled' } },
      {
        objectStores: [store(ago(days(20)), ago(days(1)))],
        archiver: reading({ until: undefined }),
      },
    );
    expect(evaluated(snapshot)).toMatchObject({
      safe: false,
      window: { to: ago(days(1)), unprovenTo: ago(3) },
    });
  });

  it('a backup that is 75 days old without an active schedule is not green', () => {
    const old = backup('old', ago(days(75)), { method: 'volumeSnapshot' });
    const of = (spec: object, suspend: boolean, archiver?: ArchiverReading) =>
      evaluated(
        createSnapshot(
          { creationTimestamp: ago(days(90)), spec },
          { backups: [old], scheduledBackups: [schedule(suspend)], archiver },
        ),
      );
    const why = 'kubernetes.scheduleSuspended(75, nightly)';
    expect(of(snapshots, true)).toMatchObject({
      safe: false,
      state: 'attention',
      rows: [why],
      protectedUntil: ago(days(75)),
    });
    expect(of({ ...barman, ...snapshots }, true, reading())).toMatchObject({
      safe: true,
      state: 'working',
      rows: [why],
    });
    expect(of(snapshots, false)).toMatchObject({ safe: true, rows: [] });
  });
});

it('two Clusters with one archive are both reported, and neither is safe', () => {
  const cluster = (name: string) =>
    snapshotWithoutParts('test', {
      metadata: { name, namespace: 'c14', uid: name },
      spec: {
        backup: {
          barmanObjectStore: {
            destinationPath: 's3://bucket/db',
            serverName: 'main',
          },
        },
      },
      status: {
        phase: 'Cluster in healthy state',
        firstRecoverabilityPoint: ago(days(9)),
        lastSuccessfulBackup: ago(days(1)),
        conditions: [archives],
      },
    });
  const [a, b] = [cluster('a'), cluster('b')];
  expect(a.archive?.destination).toBe(b.archive?.destination);
  const result = evaluated({ ...a, sharesArchiveWith: [b.cluster] });
  expect(result).toMatchObject({ safe: false, window: undefined });
  expect(result.rows).toContain('kubernetes.archiveShared(Cluster b)');
  expect(result.archiving).toBe(
    'attention: kubernetes.archiveShared(Cluster b)',
  );
});

describe('unknown facts', () => {
  const pgbackrest = {
    plugins: [
      {
        name: 'pgbackrest.example.com',
        isWALArchiver: true,
        parameters: { stanzaRef: 's' },
      },
    ],
  };

  it('backups of a plugin other than Barman Cloud: no window, and no claim', () => {
    const backups = [
      {
        ...backup('old', ago(days(20))),
        plugin: 'pgbackrest.example.com',
      },
    ];
    const snapshot = aDatabase(
      { spec: pgbackrest, status: { conditions: [archives] } },
      { backups, archiver: reading() },
    );
    const result = evaluated(snapshot);
    expect(result).toMatchObject({
      safe: null,
      window: undefined,
      restore: { supported: false },
      archiving:
        'unknown: cloudnativePg.archivingPluginUnknown(pgbackrest.example.com)',
    });
    expect(result.rows).toEqual(['kubernetes.backupsUnknown']);
  });

  it('a removed kind', () => {
    const snapshot = aDatabase(
      { spec: barman },
      { statuses: { backups: kindStatus('notServed') } },
    );
    expect(recoveryRange(backupFactsOf(snapshot), NOW).safe.value).toBeNull();
  });
});

describe('failing archiving', () => {
  const given = (since: string, more: Given = {}): Given => ({
    ...more,
    spec: barman,
    status: { conditions: [condition('ContinuousArchiving', 'False', since)] },
  });
  const objectStores = [store(ago(days(20)), ago(days(1)))];
  // Before it began to fail.
  const archiver = reading({
    at: ago(12),
    until: ago(13),
    lastArchivedAt: ago(13),
  });
  const parts = { objectStores, archiver };

  it('is tolerated for a minute, because it happens at every change of the primary', () => {
    expect(evaluated(aDatabase(given(ago(0.5)), parts))).toMatchObject({
      safe: true,
      rows: [],
      archiving: expect.stringMatching(/^changing/),
    });
  });

  it('leaves unknown what no primary has reported', () => {
    const snapshot = aDatabase(given(ago(0.5)), { objectStores });
    expect(evaluated(snapshot).safe).toBeNull();
  });

  it('is reported while instances are fenced, and is unsafe after ten minutes', () => {
    const fenced = {
      annotations: { 'cnpg.io/fencedInstances': '["orders-2"]' },
    };
    const result = evaluated(aDatabase(given(ago(5), fenced), parts));
    expect(result.safe).toBe(true);
    expect(result.rows[0]).toMatch(/^kubernetes\.changes\w*NotArchived/);
    expect(evaluated(aDatabase(given(ago(11)), parts)).safe).toBe(false);
  });

  it('claims no point in time without a proof', () => {
    const snapshot = aDatabase(
      {
        spec: barman,
        status: {
          timelineID: 2,
          currentPrimaryTimestamp: ago(60),
          conditions: [condition('ContinuousArchiving', 'False', ago(5))],
        },
      },
      { objectStores, archiver: reading({ failingSince: ago(5) }) },
    );
    expect(evaluated(snapshot).window).toEqual({
      from: ago(days(20)),
      to: ago(days(20)),
      unproven: true,
      unprovenTo: ago(5),
    });
    expect(
      toDatabase(snapshot, NOW).attention.find(({ id }) => id === 'archiving'),
    ).toMatchObject({
      what: {
        id: 'kubernetes.changesNotArchivedSinceAtLatest',
        params: { since: ago(5) },
      },
      meaning: {
        id: 'kubernetes.walFillsVolume',
        params: { range: { id: 'kubernetes.restorableRangeUnknown' } },
      },
    });
  });

  it('depends on the report of the primary, not on the condition', () => {
    const snapshot = aDatabase(
      { spec: barman, status: { conditions: [archives] } },
      {
        objectStores,
        archiver: reading({ until: ago(9), failingSince: ago(4) }),
      },
    );
    expect(evaluated(snapshot)).toMatchObject({
      state: 'attention',
      window: { to: ago(9) },
      archiving: 'attention: kubernetes.notArchived',
    });
  });
});
