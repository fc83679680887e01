import type { JobRequest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { parseDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import type { DatabasePlan } from '../manifests/plan';
import {
  namesOf,
  resources,
  RESTORE_JOB,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { connectionOf, jobOf } from './program';
import { restoreStateOf } from './restoreState';
import { RESTORE } from './scripts/restore';
import { restoreVerdict, type RestoreVerdict } from './verdict';

/** Purpose of Jobs that restore backups. */
const RESTORE_PURPOSE = 'restore';

/** A failed attempt changes nothing, so it can be repeated. */
const ATTEMPTS = 3;

/** Returns the Job that restores a backup of another database into this one. */
function restoreRequest(
  plan: DatabasePlan,
  uid: string,
  { from, backup }: { from: string; backup: string },
): JobRequest<RestoreVerdict> {
  const { namespace, name } = plan;
  const source = parseDatabaseRef(from).name;
  return {
    ...jobOf(plan),
    owner: {
      kind: resources.services,
      namespace,
      name: namesOf(name).readWrite,
      uid,
    },
    record: RESTORE_JOB,
    purpose: RESTORE_PURPOSE,
    id: backup,
    command: ['sh', '-c', RESTORE],
    environment: {
      ...connectionOf(plan),
      PGAPPNAME: 'pgstage restore',
      BACKUP: backup,
    },
    volumes: { backups: { claim: namesOf(source).backup, readOnly: true } },
    attempts: ATTEMPTS,
    verdict: restoreVerdict,
  };
}

type Of = Pick<StatefulSetSnapshot, 'cluster' | 'jobs'>;

/** Whether a restore has to be started, or its end to be recorded. */
export function hasOpenRestore({ cluster, jobs }: Of): boolean {
  if (restoreStateOf(cluster).state !== 'pending') return false;
  const job = jobs.find(({ uid }) => uid === cluster.restoreJob?.job);
  return !job || job.suspended || job.end !== undefined;
}

/** Starts or continues the restore that a database was created by, and records its end. */
export async function continueRestore(
  { jobs }: StatefulSetContext,
  snapshot: Of,
  plan: DatabasePlan,
  signal?: AbortSignal,
): Promise<void> {
  const { from, backup } = plan.record.restored ?? {};
  if (!from || !backup || !hasOpenRestore(snapshot)) return;
  const { uid } = snapshot.cluster;
  await jobs.advance(restoreRequest(plan, uid, { from, backup }), { signal });
}
