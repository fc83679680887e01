import { ConflictError } from '@backstage/errors';
import {
  coreKinds,
  podProblem,
  retryOnConflict,
  runsPostgres,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  cnpgKinds,
  type ClusterStatus,
  type CachedCloudNativePgPod,
  liveClusters,
} from '../model';
import type { Instance } from '../observe';
import { type OperationContext } from './operationContext';

/** Since this version, the operator recreates the Job of the first instance (ensurePrimaryBootstrapJob). */
const REPEATS_JOBS = '1.29.2';
const { compare: byNumber } = new Intl.Collator('en', { numeric: true });

/** Returns whether the operator waits for the pod or the first Job of an instance, and nothing runs in it. */
export function isStuck(
  target: OperationContext,
  { name, pod }: Instance,
): boolean {
  if (pod)
    return !pod.deletedAt && !runsPostgres(pod) && Boolean(podProblem(pod));
  return (
    !target.snapshot.cluster.status.currentPrimary &&
    isIdle(jobPods(target, name))
  );
}

/**
 * Deletes the pod of an instance. The operator recreates it from the current
 * definition on the same volume, which it does not do by itself for a pod that
 * cannot start. Throws a ConflictError for the primary while PostgreSQL runs in it.
 */
export async function recreate(
  target: OperationContext,
  { name, pod }: Instance,
  options: OperateOptions,
): Promise<void> {
  if (!pod) {
    await recreateJob(target, name, options);
    return;
  }
  if (pod.deletedAt) {
    throw new ConflictError(
      `The pod of ${name} is already terminating. If its node${
        pod.node ? ` ${pod.node}` : ''
      } is lost, the pod is deleted when the node returns or is marked out of service`,
    );
  }
  const { client } = target.context;
  const { signal } = options;
  await retryOnConflict(async () => {
    const cluster = await liveClusters.of(target, options);
    const live = await client.get(coreKinds.pods, pod, { signal });
    const { uid, resourceVersion } = live?.metadata ?? {};
    if (!live || uid !== pod.uid)
      throw new ConflictError(
        `The pod of ${name} has been recreated in the meantime`,
      );
    const { currentPrimary, targetPrimary } = (cluster.status ??
      {}) as ClusterStatus;
    if (
      [currentPrimary, targetPrimary].includes(name) &&
      runsPostgres(cnpgKinds.pods.transform(live))
    ) {
      throw new ConflictError(
        `${name} is the primary, and PostgreSQL is running in its pod again: check its state before you restart it`,
      );
    }
    await client.delete(coreKinds.pods, pod, { uid, resourceVersion, signal });
  });
}

/** Deletes the bootstrap Job (initdb or recovery) of the first instance, so that the operator runs it again. */
async function recreateJob(
  target: OperationContext,
  name: string,
  options: OperateOptions,
): Promise<void> {
  const pods = jobPods(target, name);
  const { createdByJob, operatorVersion = '', namespace } = pods[0] ?? {};
  if (!createdByJob) {
    throw new ConflictError(
      `${name} has no pod to restart; the operator creates one`,
    );
  }
  if (target.snapshot.cluster.status.currentPrimary) {
    throw new ConflictError(
      `${name} is being cloned from the primary. Destroy it to have the operator create another`,
    );
  }
  if (!isIdle(pods)) {
    throw new ConflictError(
      `${name} is being created: the Job ${createdByJob.name} is running`,
    );
  }
  if (byNumber(operatorVersion, REPEATS_JOBS) < 0) {
    throw new ConflictError(
      `CloudNativePG ${operatorVersion} does not recreate the Job ${createdByJob.name}: delete the database and create it again`,
    );
  }
  await liveClusters.of(target, options);
  await target.context.client.delete(
    coreKinds.jobs,
    { namespace, name: createdByJob.name },
    {
      uid: createdByJob.uid,
      propagationPolicy: 'Background',
      signal: options.signal,
    },
  );
}

/** Returns the pods of the Jobs that create an instance. */
export function jobPods(
  { facts }: OperationContext,
  name: string,
): CachedCloudNativePgPod[] {
  return facts.jobs.filter(({ instance }) => instance === name);
}

function isIdle(pods: CachedCloudNativePgPod[]): boolean {
  return (
    pods.length > 0 &&
    !pods.some(({ phase }) => phase === 'Running' || phase === 'Succeeded')
  );
}
