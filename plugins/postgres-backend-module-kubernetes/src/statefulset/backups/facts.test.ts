import type { BackupFact } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ago, NOW, snapshotFor } from '../__testUtils__/snapshotFor';
import { verdictWith } from '../__testUtils__/verdictWith';
import { message } from '../messages';
import { labels, type StatefulSetSnapshot } from '../model';
import { toDatabase } from '../observe';
import { backupFactsOf } from './facts';
import { backupKinds } from './kinds';

const NAME = 'orders-postgresql-backup';
const idTime = (seconds: number) => ago(seconds).replace(/[-:]|\.\d+/g, '');

interface Run {
  id: string;
  /** Seconds since its start and its end; absent: it runs. */
  begun: number;
  ended?: number;
  failed?: boolean;
  /** What its pod reported; absent: there is no pod. */
  verdict?: object;
}

const metaOf = (name: string, seconds: number, more: object = {}) => ({
  namespace: 'default',
  name,
  uid: name,
  creationTimestamp: ago(seconds),
  labels: {
    [labels.backupOf]: 'orders-postgresql',
    'pgstage.io/job': 'backup',
    ...more,
  },
});

/** Returns the report of a run: each backup with its seconds of age. */
const report = (backups: Array<[id: string, seconds: number]>, more = {}) =>
  JSON.parse(
    verdictWith([], {
      backups: backups.map(([id, seconds]) => [id, idTime(seconds), 5, 1000]),
      ...more,
    }),
  );

/** Returns a snapshot of a database with backups, by its runs. */
function withRuns(
  runs: Run[],
  more: { scheduledAt?: number; catalogue?: object; volume?: number } = {},
): StatefulSetSnapshot {
  const { scheduledAt = 3600, catalogue, volume = 30 * 86_400 } = more;
  const { cronJobs, jobs, jobPods, backupClaims } = backupKinds;
  return {
    ...snapshotFor([{ ready: true }], { options: { backup: {} } }),
    cronJobs: [
      cronJobs.transform({
        metadata: metaOf(NAME, 86_400),
        spec: { schedule: '0 2 * * *' },
        status: { lastScheduleTime: ago(scheduledAt) },
      }),
    ],
    backupClaims: [
      backupClaims.transform({
        metadata: {
          ...metaOf(NAME, volume),
          annotations: {
            'statefulset.pgstage.io/backups': JSON.stringify(catalogue),
          },
        },
      }),
    ],
    jobs: runs.map(({ id, begun, ended, failed }) =>
      jobs.transform({
        metadata: metaOf(`${NAME}-${id}`, begun),
        status: {
          startTime: ago(begun),
          conditions:
            ended === undefined
              ? []
              : [
                  {
                    type: failed ? 'Failed' : 'Complete',
                    status: 'True',
                    reason: 'BackoffLimitExceeded',
                    lastTransitionTime: ago(ended),
                  },
                ],
        },
      }),
    ),
    jobPods: runs.flatMap(({ id, begun, ended, verdict }) =>
      verdict
        ? [
            jobPods.transform({
              metadata: metaOf(`${NAME}-${id}-x`, begun, {
                'batch.kubernetes.io/controller-uid': `${NAME}-${id}`,
              }),
              status: {
                containerStatuses: [
                  {
                    state: {
                      terminated: {
                        finishedAt: ago(ended ?? 0),
                        message: JSON.stringify(verdict),
                      },
                    },
                  },
                ],
              },
            }),
          ]
        : [],
    ),
  };
}

const shown = (snapshot: StatefulSetSnapshot) =>
  backupFactsOf(snapshot).backups.map(({ shown: backup }: BackupFact) => [
    backup.id,
    backup.status,
  ]);

const good: Run = {
  id: 'a',
  begun: 3600,
  ended: 3590,
  verdict: report([['a', 3600]]),
};

it('is safe once a run has reported a verified backup', () => {
  const running = { id: 'a', begun: 60 };
  expect(shown(withRuns([running]))).toEqual([['a', 'running']]);
  expect(toDatabase(withRuns([running]), NOW).safe).toMatchObject({
    value: false,
  });
  const { safe, summary } = toDatabase(withRuns([good]), NOW);
  expect(safe).toMatchObject({ value: true, source: 'backup', at: ago(3590) });
  expect(summary.lastGoodBackupAt).toBe(ago(3595));
  expect(summary.recoveryWindow).toBeUndefined();
});

it('does not believe a Job that succeeded without a report', () => {
  const snapshot = withRuns([{ ...good, verdict: undefined }]);
  expect(shown(snapshot)).toEqual([]);
  expect(toDatabase(snapshot, NOW).safe.value).not.toBe(true);
});

it('remembers the catalogue after the pods were removed', () => {
  const catalogue = {
    at: ago(3590),
    full: false,
    free: 1e9,
    size: 2e9,
    backups: [{ id: 'a', startedAt: ago(3600), seconds: 5, bytes: 1000 }],
  };
  const snapshot = withRuns([], { catalogue });
  expect(shown(snapshot)).toEqual([['a', 'finished']]);
  expect(toDatabase(snapshot, NOW).safe.value).toBe(true);
  // A later report wins, also one with fewer backups.
  const later = {
    id: 'b',
    begun: 100,
    ended: 90,
    verdict: report([['b', 100]]),
  };
  expect(shown(withRuns([later], { catalogue }))).toEqual([['b', 'finished']]);
});

it('does not list the backups of an earlier volume', () => {
  const snapshot = withRuns([good], { volume: 600 });
  expect(shown(snapshot)).toEqual([]);
  expect(toDatabase(snapshot, NOW).safe.value).not.toBe(true);
});

it('shows why a run failed, and keeps the last good one', () => {
  const said = Buffer.from('pg_dump: permission denied').toString('base64');
  const failed: Run = {
    id: 'b',
    begun: 100,
    ended: 90,
    failed: true,
    verdict: report([['a', 3600]], { stage: 'dump', exitCode: 1, said }),
  };
  const snapshot = withRuns([good, failed]);
  expect(shown(snapshot)).toEqual([
    ['b', 'failed'],
    ['a', 'finished'],
  ]);
  const { attention, safe } = toDatabase(snapshot, NOW);
  expect(attention).toMatchObject([
    { id: 'backup-failed', evidence: 'pg_dump: permission denied' },
  ]);
  expect(safe.value).toBe(true);
  const withoutPod = { ...failed, verdict: undefined };
  expect(toDatabase(withRuns([good, withoutPod]), NOW).attention).toMatchObject(
    [{ id: 'backup-failed', evidence: 'BackoffLimitExceeded' }],
  );
});

it('reports a full volume, and one without space for another backup', () => {
  const volume = (more: object) => {
    const verdict = report([['a', 3600]], more);
    return toDatabase(withRuns([{ ...good, verdict }]), NOW).attention;
  };
  expect(volume({ full: true })).toMatchObject([
    {
      id: 'backup-volume',
      severity: 'error',
      what: message('backupVolumeFull'),
    },
  ]);
  expect(volume({ free: 999 })).toMatchObject([
    { id: 'backup-volume', what: message('backupVolumeSmall') },
  ]);
  expect(volume({ free: 1000 })).toEqual([]);
});

it('is not safe if the last good backup is older than two runs of the schedule', () => {
  const days = (count: number) => {
    const age = count * 86_400;
    const run = { ...good, begun: age, ended: age - 10 };
    return toDatabase(
      withRuns([{ ...run, verdict: report([['a', age]]) }]),
      NOW,
    );
  };
  expect(days(1.9)).toMatchObject({ safe: { value: true }, attention: [] });
  expect(days(3)).toMatchObject({
    safe: { value: false },
    attention: [{ id: 'stale-backup', since: expect.any(String) }],
  });
});
