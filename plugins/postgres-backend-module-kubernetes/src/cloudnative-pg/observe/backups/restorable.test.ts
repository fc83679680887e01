import {
  MINUTE,
  type ArchiverReading,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  createSnapshot,
  aPart,
  kindStatus,
  NOW,
} from '../../__testUtils__/createSnapshot';
import { idsOf } from '../../__testUtils__/idsOf';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { checkMajorUpgrade } from '../../write/majorUpgrade';
import type { ClusterPlan } from '../../write/manifests';
import { toDatabase } from '../toDatabase';
import { backupsSection } from './readBackups';

const ago = (minutes: number) =>
  new Date(NOW.getTime() - minutes * MINUTE).toISOString();
const wal = (timeline: number, file: number) =>
  `0000000${timeline}000000000000000${file}`;

const barman = {
  plugins: [
    {
      name: 'barman-cloud.cloudnative-pg.io',
      isWALArchiver: true,
      parameters: { barmanObjectName: 'store' },
    },
  ],
};
const backup = (name: string, endedAt: string, endWal?: string) =>
  aPart('backups', name, {
    spec: { cluster: { name: 'orders' }, method: 'plugin' },
    status: {
      phase: 'completed',
      startedAt: endedAt,
      stoppedAt: endedAt,
      endWal,
    },
  });
/** The window as the plugin writes it: it counts every base backup, with or without its WAL. */
const store = (first: string, last = first) =>
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
const reading = (more: Partial<ArchiverReading>): ArchiverReading => ({
  at: ago(1),
  waiting: true,
  until: ago(30),
  lastArchivedAt: ago(30),
  ...more,
});
/** A complete archive from a timeline on. */
const whole = (timeline: number, ...archivedWals: string[]) => ({
  timeline: archivedWals.at(-1)!.slice(0, 8),
  whole: { from: `0000000${timeline}`, archivedWals },
});
/** A complete archive of a primary that is on its first timeline. */
const archived = (file: string) => whole(Number(file.slice(0, 8)), file);
const of = (parts: Partial<CloudNativePgSnapshot>, status = {}) =>
  createSnapshot({ spec: barman, status }, parts);
const restoreOf = (snapshot: CloudNativePgSnapshot) =>
  toDatabase(snapshot, NOW).operations.restore!;

describe('a backup whose last WAL file is known', () => {
  it('can be restored once the file is archived, even long before or by a former primary', () => {
    // From a recording: a backup of a standby ends with a file that was already archived.
    const snapshot = of({
      backups: [backup('a', ago(2), wal(1, 5))],
      archiver: reading({ ...archived(wal(1, 5)), waiting: false }),
    });
    expect(restoreOf(snapshot).supported).toBe(true);
    expect(backupsSection(snapshot, NOW).backups[0].restoreObstacle).toBe(
      undefined,
    );
    expect(toDatabase(snapshot, NOW)).toMatchObject({
      safe: { value: true },
      // The backup includes all changes until its end, even if no file waits to be archived.
      summary: { protectedUntil: ago(2) },
    });
  });

  it('cannot be restored earlier, even if the previous file is archived', () => {
    const snapshot = of({
      backups: [backup('a', ago(2), wal(1, 6))],
      archiver: reading({ until: ago(2.4), ...archived(wal(1, 5)) }),
    });
    expect(restoreOf(snapshot).supported).toBe(false);
  });
});

describe('a backup from before a change of the primary', () => {
  const before = { backups: [backup('a', ago(10), wal(1, 6))] };
  const successor = { ...whole(2, wal(2, 8)), until: ago(2) };
  /** The WAL that its predecessor was observed to archive. */
  const past = (last: string, until: string) => [
    { from: '00000001', archivedWals: [last], until },
  ];
  const archivers: Record<string, ArchiverReading> = {
    'whose predecessor was lost with files in its queue': reading({
      ...successor,
      earlier: past(wal(1, 3), ago(12)),
    }),
    'before Backstage started': reading(successor),
  };

  it.each(Object.entries(archivers))(
    '%s may be restored, but nothing is green',
    (_, archiver) => {
      const snapshot = of({ ...before, archiver });
      expect(backupsSection(snapshot, NOW).backups).toMatchObject([
        {
          status: 'finished',
          restoreObstacle: {
            kind: 'may-fail',
            what: { id: 'kubernetes.walUnknown' },
          },
        },
      ]);
      expect(restoreOf(snapshot).supported).toBe(true);
      expect(toDatabase(snapshot, NOW)).toMatchObject({
        safe: { value: null },
        summary: {
          lastGoodBackupAt: undefined,
          protectedUntil: undefined,
          recoveryWindow: {
            from: ago(10),
            to: ago(10),
            unprovenTo: NOW.toISOString(),
          },
        },
      });
    },
  );

  it('can be restored if its own file is known to be archived, but not beyond files that may be lost', () => {
    const snapshot = of({
      ...before,
      archiver: reading({
        ...successor,
        earlier: past(wal(1, 6), ago(7)),
      }),
    });
    expect(backupsSection(snapshot, NOW).backups[0].restoreObstacle).toBe(
      undefined,
    );
    expect(toDatabase(snapshot, NOW)).toMatchObject({
      safe: { value: null },
      summary: {
        lastGoodBackupAt: ago(10),
        recoveryWindow: { to: ago(7), unprovenTo: NOW.toISOString() },
      },
    });
  });

  it('can be restored if the predecessor had archived all WAL', () => {
    const snapshot = of({
      ...before,
      archiver: reading({
        ...whole(1, wal(1, 5), wal(2, 6)),
        until: ago(2),
      }),
    });
    expect(toDatabase(snapshot, NOW)).toMatchObject({
      safe: { value: true },
      summary: { recoveryWindow: { from: ago(10), to: ago(2) } },
    });
  });

  it('is followed by a backup of the successor, which makes the database safe again', () => {
    const snapshot = of({
      backups: [...before.backups, backup('b', ago(3), wal(2, 8))],
      archiver: archivers['before Backstage started'],
    });
    expect(toDatabase(snapshot, NOW).safe.value).toBe(true);
  });
});

describe('a backup without an observation since it ended', () => {
  const backups = [backup('a', ago(2), wal(1, 6))];
  const resultFor = (archiver?: ArchiverReading) => {
    const snapshot = of({ backups, archiver });
    return [
      toDatabase(snapshot, NOW).safe.value,
      restoreOf(snapshot).supported,
      backupsSection(snapshot, NOW).backups[0].restoreObstacle?.kind,
    ];
  };
  const archiver = (file: number) =>
    reading({ at: ago(3), until: ago(4), ...archived(wal(1, file)) });

  it('is good only if its file was archived before', () => {
    expect(resultFor(archiver(6))).toEqual([true, true, undefined]);
    expect(resultFor(archiver(5))).toEqual([null, true, 'may-fail']);
  });

  it('may be restored if no primary can ever be queried', () => {
    expect(resultFor()).toEqual([null, true, 'may-fail']);
  });
});

it('a backup that the archive no longer holds is reported as expired', () => {
  const snapshot = of({
    backups: [backup('old', ago(60)), backup('new', ago(5), wal(1, 5))],
    objectStores: [store(ago(5))],
    archiver: reading({ ...archived(wal(1, 5)) }),
  });
  const obstacles = backupsSection(snapshot, NOW).backups.map(
    ({ id, restoreObstacle }) => [
      id,
      restoreObstacle && [restoreObstacle.kind, idsOf(restoreObstacle.what)],
    ],
  );
  expect(Object.fromEntries(obstacles)).toEqual({
    new: undefined,
    old: ['cannot', `kubernetes.backupExpired(${ago(5)})`],
  });
});

describe('if the only finished backup may lack its WAL', () => {
  const parts = {
    backups: [backup('a', ago(5), wal(1, 6))],
    objectStores: [store(ago(5))],
    archiver: reading({ ...archived(wal(1, 5)) }),
  };
  const snapshot = of(parts);
  const database = toDatabase(snapshot, NOW);
  const section = backupsSection(snapshot, NOW);

  it('sections, steps and operations agree', () => {
    expect(section.backups).toMatchObject([
      {
        status: 'finished',
        restoreObstacle: {
          kind: 'not-now',
          what: {
            id: 'kubernetes.walMissing',
            params: { then: { id: 'kubernetes.waitForArchive' } },
          },
        },
      },
    ]);
    expect(database.operations.restore).toMatchObject({
      supported: false,
      reason: {
        id: 'kubernetes.finishedWithoutWal',
        params: { at: ago(5), then: { id: 'kubernetes.waitForArchive' } },
      },
    });
    expect(section.restore).toEqual(database.operations.restore);
    expect(
      database.attention.find(({ id }) => id === 'backup-without-wal'),
    ).toMatchObject({
      what: { id: 'kubernetes.backupWithoutWal' },
      since: ago(5),
      nextStep: { id: 'kubernetes.waitForArchive' },
    });
    expect(database.attention.map(({ id }) => id)).not.toContain('no-backup');
    expect(database.steps.find(({ id }) => id === 'backup')).toMatchObject({
      state: 'pending',
      message: { id: 'kubernetes.backupFinishedWithoutWal' },
    });
    const [before, after] = ['17', '18'].map(
      version => ({ spec: { version } } as ClusterPlan),
    );
    expect(() => checkMajorUpgrade(before, after, snapshot)).toThrow(
      message('needsWalOf', { version: 17 }).text,
    );
  });

  it("is not known to be safe, and the archive's own count proves nothing", () => {
    expect(database.safe.value).toBeNull();
    expect(database.summary).toMatchObject({
      lastGoodBackupAt: undefined,
      recoveryWindow: undefined,
    });
  });

  it('recommends a new backup once WAL is archived again', () => {
    const since = ago(20);
    const failing = of(parts, {
      conditions: [
        {
          type: 'ContinuousArchiving',
          status: 'False',
          lastTransitionTime: since,
        },
      ],
    });
    expect(restoreOf(failing).reason).toMatchObject({
      params: { then: { id: 'kubernetes.backUpOnceArchived' } },
    });
  });

  it('counts an earlier backup in the archive whose Backup object is deleted', () => {
    const older = of({ ...parts, objectStores: [store(ago(60), ago(5))] });
    expect(toDatabase(older, NOW)).toMatchObject({
      operations: { restore: { supported: true } },
      summary: {
        lastGoodBackupAt: ago(60),
        recoveryWindow: { from: ago(60) },
      },
    });
  });
});

it('reports no missing backup if backups cannot be read', () => {
  const forbidden = of({ statuses: { backups: kindStatus('forbidden') } });
  expect(restoreOf(forbidden).reason).toMatchObject({
    id: 'kubernetes.backupsOfClusterUnread',
  });
});
