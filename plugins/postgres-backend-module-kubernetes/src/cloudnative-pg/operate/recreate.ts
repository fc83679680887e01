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

/** From this version on the operator makes the Job of a first instance again (ensurePrimaryBootstrapJob). */
const REPEATS_JOBS = '1.29.2';
const { compare: byNumber } = new Intl.Collator('en', { numeric: true });

/** Whether the operator waits for the instance's pod, or for its first Job, and nothing runs in it. */
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
 * Takes an instance's pod away, on which the operator makes another one by what
 * is defined now, on the volume that it has. It leaves one alone that cannot
 * run, whatever was changed since. A primary that runs is restarted in place.
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
      `The pod of ${name} is being stopped already. Where its node${
        pod.node ? ` ${pod.node}` : ''
      } is lost, it goes when the node is back, or marked as out of service`,
    );
  }
  const { client } = target.context;
  const { signal } = options;
  await retryOnConflict(async () => {
    const cluster = await liveClusters.of(target, options);
    const live = await client.get(coreKinds.pods, pod, { signal });
    const { uid, resourceVersion } = live?.metadata ?? {};
    if (!live || uid !== pod.uid)
      throw new ConflictError(`The pod of ${name} was made anew meanwhile`);
    const { currentPrimary, targetPrimary } = (cluster.status ??
      {}) as ClusterStatus;
    if (
      [currentPrimary, targetPrimary].includes(name) &&
      runsPostgres(cnpgKinds.pods.transform(live))
    ) {
      throw new ConflictError(
        `${name} is the primary, and PostgreSQL runs in its pod by now: look at it again`,
      );
    }
    await client.delete(coreKinds.pods, pod, { uid, resourceVersion, signal });
  });
}

/** Of the first instance alone: what it was to hold is made from nothing, or restored, once more. */
async function recreateJob(
  target: OperationContext,
  name: string,
  options: OperateOptions,
): Promise<void> {
  const pods = jobPods(target, name);
  const { madeBy, operatorVersion = '', namespace } = pods[0] ?? {};
  if (!madeBy) {
    throw new ConflictError(
      `${name} has no pod to restart: the operator makes it a new one`,
    );
  }
  if (target.snapshot.cluster.status.currentPrimary) {
    throw new ConflictError(
      `${name} is being copied from the primary: destroy it, and another one is made`,
    );
  }
  if (!isIdle(pods)) {
    throw new ConflictError(
      `${name} is being made: the Job ${madeBy.name} runs`,
    );
  }
  if (byNumber(operatorVersion, REPEATS_JOBS) < 0) {
    throw new ConflictError(
      `CloudNativePG ${operatorVersion} does not make the Job ${madeBy.name} again: remove the database, and create it again`,
    );
  }
  await liveClusters.of(target, options);
  await target.context.client.delete(
    coreKinds.jobs,
    { namespace, name: madeBy.name },
    {
      uid: madeBy.uid,
      propagationPolicy: 'Background',
      signal: options.signal,
    },
  );
}

/** Pods of the Jobs that make an instance. */
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
