import {
  MINUTE,
  type ArchiverReading,
  type WalRange,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { withoutEvidence } from '../../__testUtils__/withoutEvidence';
import { createSnapshot, aPart, NOW } from '../../__testUtils__/createSnapshot';
import { toDatabase } from '../toDatabase';

const ago = (minutes: number) =>
  new Date(NOW.getTime() - minutes * MINUTE).toISOString();
const wal = (timeline: number, file: number) =>
  `0000000${timeline}000000000000000${file}`;
const spec = {
  plugins: [
    {
      name: 'barman-cloud.cloudnative-pg.io',
      isWALArchiver: true,
      parameters: { barmanObjectName: 'store' },
    },
  ],
};

/** What the plugin reports about backups whose Backup objects are deleted. */
const windowOf = (first: number, last = first) => ({
  objectStores: [
    aPart('objectStores', 'store', {
      spec: { configuration: { destinationPath: 's3://bucket/db' } },
      status: {
        serverRecoveryWindow: {
          orders: {
            firstRecoverabilityPoint: ago(first),
            lastSuccessfulBackupTime: ago(last),
          },
        },
      },
    }),
  ],
});
/** Objects of backups that each ended this many minutes ago, with the WAL that they need. */
const backups = (...list: Array<[number, string?, string?]>) => ({
  backups: list.map(([minutes, beginWal, endWal = beginWal]) => ({
    ...aPart('backups', `b${minutes}`, {
      spec: { cluster: { name: 'orders' }, method: 'plugin' },
      status: {
        phase: 'completed',
        startedAt: ago(minutes + 1),
        stoppedAt: ago(minutes),
        ...{ beginWal, endWal },
      },
    }),
    createdAt: ago(minutes + 1),
  })),
});
const range = (
  from: number,
  archivedWals: string[],
  more: Partial<WalRange> = {},
): WalRange => ({ from: `0000000${from}`, archivedWals, ...more });
/** The first reading of a primary on this timeline after a start of Backstage two minutes ago. */
const reading = (
  timeline: number,
  more: Partial<ArchiverReading> = {},
): ArchiverReading => ({
  at: ago(1),
  timeline: `0000000${timeline}`,
  whole: range(timeline, [wal(timeline, 8)], { since: ago(60) }),
  lastArchivedAt: ago(3),
  until: ago(4),
  waiting: true,
  ...more,
});
/** A primary that was promoted an hour ago, unless it is on the first timeline. */
function evaluate(
  timeline: number | undefined,
  parts: Partial<Parameters<typeof createSnapshot>[1]>,
) {
  const snapshot = createSnapshot(
    {
      creationTimestamp: ago(9999),
      spec,
      status: {
        timelineID: timeline,
        currentPrimaryTimestamp: ago(timeline === 1 ? 9000 : 60),
      },
    },
    parts,
  );
  const { safe, summary, attention } = toDatabase(snapshot, NOW);
  return {
    safe: safe.value,
    window: withoutEvidence(summary.recoveryWindow),
    protectedUntil: summary.protectedUntil,
    rows: attention.map(({ id }) => id),
  };
}
const now = NOW.toISOString();
/** A window in which no point in time is known to be restorable. */
const unproven = (begin: number) => ({
  from: ago(begin),
  to: ago(begin),
  unproven: true,
});

type Evaluated = ReturnType<typeof evaluate>;

describe('without Backup objects', () => {
  it.each<[string, Evaluated, Partial<Evaluated>]>([
    [
      'a primary without a predecessor',
      evaluate(1, { ...windowOf(500, 90), archiver: reading(1) }),
      { safe: true, window: { from: ago(500), to: ago(4) }, rows: [] },
    ],
    [
      'a successor whose promotion Backstage did not observe',
      evaluate(2, { ...windowOf(500, 90), archiver: reading(2) }),
      {
        safe: null,
        window: { ...unproven(500), unprovenTo: now },
        protectedUntil: undefined,
        rows: ['wal-gap'],
      },
    ],
    [
      'the same, before its first query',
      evaluate(2, windowOf(500, 90)),
      {
        safe: null,
        window: { ...unproven(500), unprovenTo: now },
        rows: [],
      },
    ],
    [
      'a backup that ended since it became the primary, and may have begun before',
      evaluate(2, { ...windowOf(500, 30), archiver: reading(2) }),
      {
        safe: null,
        window: { ...unproven(500), unprovenTo: now },
        rows: ['wal-gap'],
      },
    ],
    [
      'the only one that the archive reports, which may have begun before',
      evaluate(2, { ...windowOf(30), archiver: reading(2) }),
      { safe: null },
    ],
    [
      'one whose WAL is not archived yet',
      evaluate(2, { ...windowOf(500, 3.5), archiver: reading(2) }),
      { safe: null, rows: ['wal-gap'] },
    ],
    [
      'a backup after another one that ended since it became the primary',
      evaluate(2, { ...windowOf(40, 30), archiver: reading(2) }),
      {
        safe: true,
        window: { from: ago(30), to: ago(4), unprovenFrom: ago(40) },
        rows: [],
      },
    ],
    [
      'a promotion whose time is not known',
      evaluate(2, {
        ...windowOf(500, 30),
        archiver: reading(2, { whole: range(2, [wal(2, 8)]) }),
      }),
      { safe: null, rows: [] },
    ],
    [
      'a successor that the operator reports, before its first query',
      evaluate(2, {
        ...windowOf(500, 90),
        archiver: reading(1, { at: ago(61) }),
      }),
      {
        safe: null,
        window: { from: ago(500), to: ago(4), unprovenTo: now },
      },
    ],
    [
      'no timeline at all',
      evaluate(undefined, windowOf(500, 90)),
      {
        safe: null,
        window: { ...unproven(500), unprovenTo: now },
      },
    ],
  ])('%s', (_, evaluated, expected) => {
    expect(evaluated).toMatchObject(expected);
    expect(evaluated.window).toEqual(expected.window ?? evaluated.window);
  });
});

describe('with Backup objects', () => {
  /** A primary that was lost with files that it had not archived. */
  const lost = reading(2, {
    earlier: [range(1, [wal(1, 6)], { until: ago(70) })],
  });

  it.each([
    [
      'a gap after the last backup',
      evaluate(2, { ...backups([500, wal(1, 3)]), archiver: lost }),
      {
        safe: null,
        window: { from: ago(500), to: ago(70), unprovenTo: now },
        rows: ['wal-gap'],
      },
    ],
    [
      'a gap before the last backup',
      evaluate(2, {
        ...backups([30, wal(2, 7)], [500, wal(1, 3)]),
        archiver: lost,
      }),
      {
        safe: true,
        window: {
          earlier: [{ from: ago(500), to: ago(70) }],
          from: ago(30),
          to: ago(4),
        },
        rows: [],
      },
    ],
    [
      'the same after a start of Backstage',
      evaluate(2, {
        ...backups([30, wal(2, 7)], [500, wal(1, 3)]),
        archiver: reading(2),
      }),
      {
        safe: true,
        window: { from: ago(30), to: ago(4), unprovenFrom: ago(500) },
        rows: [],
      },
    ],
    [
      'one that was taken from a standby during a failover',
      evaluate(2, {
        ...backups([55, wal(1, 6), wal(2, 7)], [500, wal(1, 3)]),
        archiver: lost,
      }),
      {
        safe: null,
        window: { from: ago(500), to: ago(70), unprovenTo: now },
      },
    ],
    [
      'one that names no WAL, by the time when it started',
      evaluate(2, { ...backups([30], [500, wal(1, 3)]), archiver: lost }),
      {
        safe: true,
        window: {
          earlier: [{ from: ago(500), to: ago(70) }],
          from: ago(30),
          to: ago(4),
        },
      },
    ],
    [
      'one that was deleted, but that the archive reports',
      evaluate(2, {
        ...backups([500, wal(1, 3)]),
        ...windowOf(500, 30),
        archiver: reading(2),
      }),
      {
        safe: null,
        window: { ...unproven(500), unprovenTo: now },
      },
    ],
    [
      'one that started during a failover, before one that was deleted',
      evaluate(2, {
        ...backups([55, wal(1, 6), wal(2, 7)]),
        ...windowOf(55, 30),
        archiver: lost,
      }),
      {
        safe: true,
        window: { from: ago(30), to: ago(4), unprovenFrom: ago(55) },
      },
    ],
    [
      'one that names no WAL, and ended while files were lost',
      evaluate(2, { ...backups([65], [500]), archiver: lost }),
      {
        safe: null,
        window: { from: ago(500), to: ago(70), unprovenTo: now },
      },
    ],
  ])('%s', (_, evaluated, expected) => {
    expect(evaluated).toMatchObject(expected);
    expect(evaluated.window).toEqual(expected.window);
  });
});

describe('a volume snapshot', () => {
  /** Snapshots that each ended this many minutes ago. */
  const snapshots = (...minutes: number[]) => ({
    backups: backups(...minutes.map((each): [number] => [each])).backups.map(
      backup => ({ ...backup, method: 'volumeSnapshot' as const }),
    ),
  });

  it('does not lengthen what is archived', () => {
    expect(
      evaluate(1, { ...snapshots(2, 500), archiver: reading(1) }),
    ).toMatchObject({ safe: true, window: { from: ago(500), to: ago(4) } });
    expect(
      evaluate(1, { ...snapshots(2), archiver: reading(1) }).window,
    ).toEqual({
      from: ago(2),
      to: ago(2),
    });
  });
});

it('the window does not reach now until archiving that was off is known to work again', () => {
  const parts = { ...backups([500, wal(1, 3)]), archiver: reading(1) };
  expect(evaluate(1, parts).safe).toBe(true);
  parts.archiver = { ...parts.archiver, off: true };
  expect(evaluate(1, parts)).toMatchObject({
    safe: null,
    window: { from: ago(500), to: ago(4), unprovenTo: now },
    protectedUntil: undefined,
  });
});
