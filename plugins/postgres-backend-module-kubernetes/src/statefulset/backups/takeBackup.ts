import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  type Backup,
  type CreateBackup,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  jobName,
  specHash,
  untilCached,
  type JobRequest,
  type KubernetesObject,
  type LiveObjects,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests/plan';
import { message } from '../messages';
import type { StatefulSetContext, StatefulSetSnapshot } from '../model';
import { backupsAreOff } from './access';
import { backupClaimOf } from './backupClaim';
import { catalogueIn, idOf, METHOD, runsOf, shownBackupsOf } from './facts';
import { jobRequest } from './jobRequest';
import { backupKinds, openRequest } from './kinds';
import { removeOldJobs } from './removeOldJobs';

const MINUTE_MS = 60_000;

function checkNoneRuns(snapshot: StatefulSetSnapshot): void {
  const running = shownBackupsOf(snapshot).find(
    ({ status }) => status === 'running',
  );
  if (running)
    throw new ConflictError(message('backupRuns', { id: running.id }).text);
}

/** Requests of the same minute that saw the same backups are the same request. */
const requestId = (snapshot: StatefulSetSnapshot, now: Date): string =>
  specHash([
    Math.floor(now.getTime() / MINUTE_MS),
    runsOf(snapshot)
      .map(({ uid }) => uid)
      .sort(),
    catalogueIn(snapshot)?.backups.map(({ id }) => id),
  ]);

/** Returns the started backup, once the cache has its Job: otherwise an immediate second request would not find it. */
async function startedBackup(
  { watch }: StatefulSetContext,
  request: JobRequest,
  signal?: AbortSignal,
): Promise<Backup> {
  const { namespace } = request.owner;
  const id = { namespace, name: jobName(request) };
  const store = watch.store(backupKinds.jobs);
  await untilCached(() => store.get(id)?.suspended === false, signal);
  return {
    id: idOf(id.name),
    method: METHOD,
    scope: 'database',
    status: 'running',
    startedAt: store.get(id)?.createdAt ?? new Date().toISOString(),
  };
}

/**
 * Starts a backup; its Job continues without pgstage.
 *
 * @throws ConflictError without backups or their volume, while one runs, or if Kubernetes does
 * not let its Job be created; InvalidFieldsError naming `method`.
 */
export async function takeBackup(
  objects: LiveObjects<StatefulSetSnapshot, StatefulSetContext>,
  target: { context: StatefulSetContext; snapshot: StatefulSetSnapshot },
  planOf: (live: KubernetesObject) => DatabasePlan,
  { method }: CreateBackup,
  options: OperateOptions,
): Promise<Backup> {
  const { context, snapshot } = target;
  const { client, jobs } = context;
  const { signal } = options;
  if (method !== undefined && method !== METHOD)
    throw invalidField('method', `must be ${METHOD}`);
  signal?.throwIfAborted();
  const off = backupsAreOff(snapshot.cluster);
  if (off) throw new ConflictError(off.text);
  const plan = planOf(await objects.of(target, options));
  checkNoneRuns(snapshot);
  const claim = await backupClaimOf(client, plan, signal);
  const { uid = '' } = claim.metadata;
  const open = openRequest(claim);
  if (open) await jobs.advance(jobRequest(plan, uid, open.id), { signal });
  const request = jobRequest(plan, uid, requestId(snapshot, new Date()));
  const progress = await jobs.advance(request, { signal });
  if (progress.state === 'ended' && progress.end.type === 'could-not-run')
    throw new ConflictError(
      message('backupJobRejected', { said: progress.end.said }).text,
    );
  await removeOldJobs(client, snapshot, signal);
  return startedBackup(context, request, signal);
}
