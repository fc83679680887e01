import {
  jobRecordSchema,
  partKind,
  type CachedMeta,
  type Condition,
  type KubernetesObject,
  type PartsOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { BACKUP_JOB, CATALOGUE, labels, resources } from '../model/names';
import { parseCatalogue, type Catalogue } from './catalogue';
import { backupVerdict, type BackupVerdict } from './verdict';

interface Part extends CachedMeta {
  /** Name of the read-write Service. */
  cluster: string;
}

/** The schedule of backups. */
export interface CachedCronJob extends Part {
  schedule: string;
  suspended: boolean;
  lastScheduledAt?: string;
}

/** A run of a backup, or of a restore into this database. */
export interface CachedJob extends Part {
  /** Value of its label `pgstage.io/job`. */
  purpose: string;
  /** It was created by the CronJob. */
  scheduled: boolean;
  /** It was created, and is not started yet. */
  suspended: boolean;
  startedAt?: string;
  /** How it ended; absent: it has not. */
  end?: { failed: boolean; at: string; reason?: string; message?: string };
}

/** A pod of a run. */
export interface CachedJobPod extends Part {
  /** Uid of its Job. */
  job: string;
  /** When its program ended, and what it reported, if that can be read. */
  ended?: { at: string; verdict?: BackupVerdict };
}

/** The volume claim of backups. */
export interface CachedBackupClaim extends Part {
  /** Uid of the Service of its database. */
  owner?: string;
  phase?: string;
  requested?: string;
  catalogue?: Catalogue;
  /** Id and Job of the last requested backup, until its end is recorded. */
  open?: { id: string; job?: string };
}

/** The objects that take and keep the backups of a database. */
export interface BackupObjects {
  cronJobs: CachedCronJob[];
  jobs: CachedJob[];
  jobPods: CachedJobPod[];
  backupClaims: CachedBackupClaim[];
}

const clusterOf = ({ metadata }: KubernetesObject) =>
  metadata.labels?.[labels.backupOf] ?? '';

const labelSelector = labels.backupOf;

const cronJobs = {
  ...partKind(
    resources.cronJobs,
    (object): Omit<CachedCronJob, keyof CachedMeta> => {
      const { spec, status = {} } = object as {
        spec?: { schedule?: string; suspend?: boolean };
        status?: { lastScheduleTime?: string };
      };
      return {
        cluster: clusterOf(object),
        schedule: spec?.schedule ?? '',
        suspended: spec?.suspend === true,
        lastScheduledAt: status.lastScheduleTime,
      };
    },
  ),
  labelSelector,
};

const jobs = {
  ...partKind(resources.jobs, (object): Omit<CachedJob, keyof CachedMeta> => {
    const { startTime, conditions = [] } = (object.status ?? {}) as {
      startTime?: string;
      conditions?: Condition[];
    };
    const end = conditions.find(
      ({ type, status }) =>
        status === 'True' && (type === 'Complete' || type === 'Failed'),
    );
    return {
      cluster: clusterOf(object),
      purpose: object.metadata.labels?.['pgstage.io/job'] ?? '',
      scheduled:
        object.metadata.ownerReferences?.some(
          ({ kind }) => kind === resources.cronJobs.kind,
        ) === true,
      suspended: Object(object.spec).suspend === true,
      startedAt: startTime,
      end: end && {
        failed: end.type === 'Failed',
        at: end.lastTransitionTime ?? object.metadata.creationTimestamp ?? '',
        reason: end.reason,
        message: end.message,
      },
    };
  }),
  labelSelector,
};

function verdictIn(text: string | undefined): BackupVerdict | undefined {
  try {
    return backupVerdict.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

const jobPods = {
  ...partKind(
    resources.pods,
    (object): Omit<CachedJobPod, keyof CachedMeta> => {
      const { containerStatuses = [] } = (object.status ?? {}) as {
        containerStatuses?: Array<{
          state?: { terminated?: { finishedAt?: string; message?: string } };
        }>;
      };
      const { terminated } = containerStatuses[0]?.state ?? {};
      return {
        cluster: clusterOf(object),
        job:
          object.metadata.labels?.['batch.kubernetes.io/controller-uid'] ?? '',
        ended: terminated && {
          at: terminated.finishedAt ?? object.metadata.creationTimestamp ?? '',
          verdict: verdictIn(terminated.message),
        },
      };
    },
  ),
  labelSelector,
};

/** Returns the last requested backup, until its end is recorded. */
export function openRequest({
  metadata,
}: KubernetesObject): CachedBackupClaim['open'] {
  try {
    const text = metadata.annotations?.[BACKUP_JOB] ?? '';
    const { id, job, end } = jobRecordSchema.parse(JSON.parse(text));
    return end ? undefined : { id, job };
  } catch {
    // There is none, or the Job runner reports what is wrong with it.
    return undefined;
  }
}

const backupClaims = {
  ...partKind(
    resources.persistentVolumeClaims,
    (object): Omit<CachedBackupClaim, keyof CachedMeta> => {
      const { spec, status, metadata } = object as KubernetesObject & {
        spec?: { resources?: { requests?: { storage?: string } } };
        status?: { phase?: string };
      };
      return {
        cluster: clusterOf(object),
        owner: metadata.labels?.[labels.owner],
        phase: status?.phase,
        requested: spec?.resources?.requests?.storage,
        catalogue: parseCatalogue(metadata.annotations?.[CATALOGUE]),
        open: openRequest(object),
      };
    },
  ),
  labelSelector,
};

/** Kinds of these objects, to watch. */
export const backupKinds = { cronJobs, jobs, jobPods, backupClaims };

/** Returns these objects of a database. */
export const backupObjectsOf = (parts: PartsOf): BackupObjects => ({
  cronJobs: parts(cronJobs),
  jobs: parts(jobs),
  jobPods: parts(jobPods),
  backupClaims: parts(backupClaims),
});
