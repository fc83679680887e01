import {
  MINUTE,
  type WalRange,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { createSnapshot, aPart, NOW } from '../../__testUtils__/createSnapshot';
import { toDatabase } from '../toDatabase';

const ago = (minutes: number) =>
  new Date(NOW.getTime() - minutes * MINUTE).toISOString();
const backup = (name: string, phase: string, wal?: string) => ({
  ...aPart('backups', name, {
    spec: { cluster: { name: 'orders' }, method: 'plugin' },
    status: {
      phase,
      startedAt: ago(50),
      stoppedAt: ago(50),
      ...{ beginWal: wal, endWal: wal },
    },
  }),
  createdAt: ago(50),
});
const old = backup('old', 'completed', '000000010000000000000004');
const past: WalRange = {
  from: '00000001',
  archivedWals: ['000000010000000000000005'],
  until: ago(40),
};

/** A database whose primary was promoted half an hour ago. */
function database({
  from = '00000002',
  since = ago(30),
  earlier = [past],
  backups = [old],
  conditions = [],
}: {
  from?: string;
  since?: string;
  earlier?: WalRange[];
  backups?: ReturnType<typeof backup>[];
  conditions?: object[];
} = {}) {
  const snapshot = createSnapshot(
    {
      spec: {
        plugins: [
          {
            name: 'barman-cloud.cloudnative-pg.io',
            isWALArchiver: true,
            parameters: { barmanObjectName: 'store' },
          },
        ],
      },
      status: { timelineID: 2, conditions },
    },
    {
      backups,
      archiver: {
        at: ago(1),
        timeline: '00000002',
        whole: { from, since, archivedWals: ['000000020000000000000009'] },
        earlier,
        lastArchivedAt: ago(2),
        until: ago(2),
        waiting: true,
      },
    },
  );
  return toDatabase(snapshot, NOW);
}
const rows = (...args: Parameters<typeof database>) =>
  database(...args).attention;

it('recommends a backup if a primary was lost before it had archived all', () => {
  expect(database().status.state).toBe('attention');
  expect(rows()).toEqual([
    {
      id: 'wal-gap',
      severity: 'warning',
      since: ago(30),
      what: {
        id: 'kubernetes.walMayBeMissing',
        params: { since: ago(40) },
        text: `It may not be possible to restore changes since ${ago(
          40,
        )}: WAL may be missing in the archive.`,
      },
      meaning: expect.objectContaining({ id: 'kubernetes.predecessorUnseen' }),
      nextStep: expect.objectContaining({ id: 'provider.takeBackup' }),
      evidence: expect.objectContaining({
        id: 'kubernetes.walContiguousAfter',
        params: { from: '00000002', last: '000000010000000000000005' },
      }),
    },
  ]);
});

it('reports that changes are unknown if Backstage did not observe a change of the primary', () => {
  expect(database({ earlier: [] }).status.state).toBe('working');
  expect(rows({ earlier: [] })).toMatchObject([
    {
      id: 'wal-gap',
      what: { id: 'kubernetes.changesSinceBackupUnknown' },
      nextStep: { id: 'provider.takeBackup' },
    },
  ]);
});

it('names archiving that was turned off', () => {
  const [row] = rows({ from: '000000020000000000000007' });
  expect(row.meaning.id).toBe('kubernetes.archivingWasOff');
});

it('waits for a running backup, and ends with it', () => {
  expect(rows({ backups: [old, backup('new', 'running')] })).toMatchObject([
    { id: 'wal-gap', nextStep: { id: 'kubernetes.waitForBackup' } },
  ]);
  const proven = backup('new', 'completed', '000000020000000000000008');
  expect(rows({ backups: [old, proven] })).toEqual([]);
  const unproven = backup('new', 'completed', '00000002000000000000000A');
  expect(rows({ backups: [old, unproven] })).toMatchObject([{ id: 'wal-gap' }]);
});

it.each([
  ['no backup is known', rows({ backups: [] }), ['no-backup']],
  ['the former primary may still return', rows({ since: ago(1) }), []],
  [
    'archiving fails, which has to end before',
    rows({
      conditions: [
        {
          type: 'ContinuousArchiving',
          status: 'False',
          lastTransitionTime: ago(1.5),
        },
      ],
    }),
    ['archiving'],
  ],
])('is not reported if %s', (_, attention, expected) => {
  expect(attention.map(({ id }) => id)).toEqual(expected);
});
