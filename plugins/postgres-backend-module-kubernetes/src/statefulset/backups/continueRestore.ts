import { isDeepStrictEqual } from 'node:util';
import type {
  ClusterClient,
  JobRecord,
  JobRequest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { parseDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import type { DatabasePlan } from '../manifests/plan';
import { message } from '../messages';
import {
  namesOf,
  resources,
  RESTORE_JOB,
  type CachedDatabase,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { connectionOf, jobOf } from './program';
import { grantRestore, mayRestore } from './restoreGrant';
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
  { backup, claim }: { backup: string; claim: string },
): JobRequest<RestoreVerdict> {
  const { namespace, name } = plan;
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
    volumes: { backups: { claim, readOnly: true } },
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

/** Records that the claim does not permit the restore. It can be granted later. */
async function recordRefusal(
  client: ClusterClient,
  { namespace, name, uid, restoreJob }: CachedDatabase,
  { backup, claim }: { backup: string; claim: string },
  signal?: AbortSignal,
): Promise<void> {
  const said = message('restoreNotGranted', { claim }).text;
  const end = { type: 'could-not-run', cause: 'configuration', said } as const;
  if (isDeepStrictEqual(restoreJob?.end, end)) return;
  const startedAt = new Date().toISOString();
  const record: JobRecord = { id: backup, startedAt, end };
  const annotations = { [RESTORE_JOB]: JSON.stringify(record) };
  await client.patch(
    resources.services,
    { namespace, name },
    { metadata: { uid, annotations } },
    { signal },
  );
}

/**
 * Starts or continues the restore that a database was created by, and records
 * its end. It reads backups only if their claim permits it: anybody who may
 * create Services can write the record of a restore.
 */
export async function continueRestore(
  { client, jobs }: StatefulSetContext,
  snapshot: Of,
  plan: DatabasePlan,
  signal?: AbortSignal,
): Promise<void> {
  const { from, backup } = plan.record.restored ?? {};
  if (!from || !backup || !hasOpenRestore(snapshot)) return;
  const { cluster } = snapshot;
  const { namespace } = plan;
  const claim = namesOf(parseDatabaseRef(from).name).backup;
  const kind = resources.persistentVolumeClaims;
  const live = await client.get(kind, { namespace, name: claim }, { signal });
  if (!live || !mayRestore(live, cluster.uid, backup)) {
    await recordRefusal(client, cluster, { backup, claim }, signal);
    return;
  }
  const request = restoreRequest(plan, cluster.uid, { backup, claim });
  const progress = await jobs.advance(request, { signal });
  // Without a Job, it is tried again.
  if (progress.state === 'ended' && progress.end.type !== 'could-not-run')
    await grantRestore(client, live, cluster.uid, undefined, signal);
}
