import {
  isListed,
  nextRunAfter,
  type BackupFact,
  type BackupFacts,
  type ScheduleFact,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { requestsBackups } from './access';
import { catalogueOf, type Catalogue } from './catalogue';
import type { CachedJob } from './kinds';
import { BACKUP_PURPOSE } from './program';

type Of = Pick<
  StatefulSetSnapshot,
  'cluster' | 'cronJobs' | 'jobs' | 'jobPods' | 'backupClaims' | 'statuses'
>;

/** Id of the only method. */
export const METHOD = 'dump';

/** Returns the id of the backup that a Job takes: the end of its name, as for the script. */
export const idOf = (job: string): string =>
  job.slice(job.lastIndexOf('-') + 1);

/** Returns what is in the volume, as the last run has reported; undefined: no run that is known has. */
export function catalogueIn({
  backupClaims: [claim],
  jobPods,
}: Pick<Of, 'backupClaims' | 'jobPods'>): Catalogue | undefined {
  if (!claim) return undefined;
  // Older pods report what was in an earlier volume.
  const reported = jobPods.flatMap(({ ended, createdAt }) =>
    ended?.verdict && Date.parse(createdAt) >= Date.parse(claim.createdAt)
      ? [catalogueOf(ended.at, ended.verdict)]
      : [],
  );
  return [...reported, ...(claim.catalogue ? [claim.catalogue] : [])]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .at(-1);
}

/** Returns the runs that take backups, once they are started. */
export const runsOf = ({ jobs }: Pick<Of, 'jobs'>): CachedJob[] =>
  jobs.filter(
    ({ purpose, deletedAt, suspended }) =>
      purpose === BACKUP_PURPOSE && !deletedAt && !suspended,
  );

/** Returns why a run failed, as its program or Kubernetes reports. */
function errorOf({ jobPods }: Of, job: CachedJob): string | undefined {
  const verdict = jobPods.findLast(({ job: of }) => of === job.uid)?.ended
    ?.verdict;
  const said = verdict?.said.trim();
  return said || [job.end?.reason, job.end?.message].filter(Boolean).join(': ');
}

/** Returns a run that has not finished a backup. */
function shownRun(snapshot: Of, job: CachedJob): Backup {
  const { name, createdAt, startedAt = createdAt, end } = job;
  const shown = { id: idOf(name), method: METHOD, scope: 'database' as const };
  return end
    ? {
        ...shown,
        status: 'failed',
        startedAt,
        finishedAt: end.at,
        error: errorOf(snapshot, job),
      }
    : { ...shown, status: 'running', startedAt };
}

/** Returns the backups, newest first: finished ones only as a run has read them in the volume. */
export function shownBackupsOf(snapshot: Of): Backup[] {
  const catalogue = catalogueIn(snapshot);
  const finished = (catalogue?.backups ?? []).map(
    ({ id, startedAt, seconds, bytes }): Backup => {
      const end = new Date(
        Date.parse(startedAt) + seconds * 1000,
      ).toISOString();
      return {
        id,
        method: METHOD,
        scope: 'database',
        status: 'finished',
        startedAt,
        finishedAt: end,
        sizeBytes: bytes,
        location: snapshot.backupClaims[0]?.name,
        verified: { at: end, ok: true },
      };
    },
  );
  const known = new Set(finished.map(({ id }) => id));
  const others = runsOf(snapshot)
    // A run that succeeded is listed once its report is read, as long as it is kept.
    .filter(({ name, end }) => !known.has(idOf(name)) && (!end || end.failed))
    .map(job => shownRun(snapshot, job));
  return [...finished, ...others].sort(
    (a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt),
  );
}

function factOf(shown: Backup): BackupFact {
  return {
    shown,
    createdAt: shown.startedAt,
    begunAt: shown.startedAt,
    endedAt: shown.finishedAt ?? shown.startedAt,
    waits: false,
    hasAllWal: true,
    isBase: false,
    isListed: false,
  };
}

function scheduleOf({
  name,
  schedule,
  suspended,
  lastScheduledAt,
  createdAt,
}: Of['cronJobs'][number]): ScheduleFact {
  const next = nextRunAfter(schedule, new Date(lastScheduledAt ?? createdAt));
  const second = next && nextRunAfter(schedule, next);
  return {
    name,
    suspended,
    nextAt: next?.toISOString(),
    intervalMs: next && second && second.getTime() - next.getTime(),
  };
}

/** Returns the facts about backups. There is no archive: only the time of a dump can be restored. */
export function backupFactsOf(snapshot: Of): BackupFacts {
  const { cluster, statuses, cronJobs, backupClaims } = snapshot;
  const kinds = ['jobs', 'jobPods', 'backupClaims'] as const;
  const unread = kinds.find(kind => !isListed(snapshot, kind));
  return {
    createdAt: cluster.createdAt,
    backups: shownBackupsOf(snapshot).map(factOf),
    unread: unread && statuses[unread],
    // Without a volume there is no backup.
    listedAt: backupClaims.length
      ? catalogueIn(snapshot)?.at
      : statuses.backupClaims?.observedAt,
    isOn: requestsBackups(cluster),
    beginStep: message('turnBackupsOn'),
    schedules: cronJobs.map(scheduleOf),
    areSchedulesKnown: isListed(snapshot, 'cronJobs'),
    primary: {},
  };
}
