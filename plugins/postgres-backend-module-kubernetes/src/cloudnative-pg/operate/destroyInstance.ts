import { ConflictError } from '@backstage/errors';
import type { DestroyInstance } from '@pgstage/backstage-plugin-postgres-common';
import {
  coreKinds,
  instanceOf,
  checkAwake,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, liveClusters } from '../model';
import { jobPods } from './recreate';
import {
  checkPrimaryIsStable,
  operationContextOf,
  type OperationContext,
} from './operationContext';

/**
 * Destroys a standby with its volumes; the operator clones a new one from the
 * primary, which may get the same name.
 */
export async function destroyInstance(
  context: ClusterContext,
  ref: string,
  { instance: name }: DestroyInstance,
  options: OperateOptions,
): Promise<void> {
  const { signal } = options;
  const target = operationContextOf(context, ref);
  const instance = instanceOf(target, name);
  checkAwake(target);
  checkPrimaryIsStable(target);
  if (instance.primary) {
    throw new ConflictError(
      `${name} is the primary: switch over to another instance first`,
    );
  }
  checkCommitsContinue(target, name);
  const claims = target.snapshot.volumeClaims.filter(
    claim => claim.instance === name && !claim.deletedAt,
  );
  const jobs = new Map(
    jobPods(target, name).flatMap(({ createdByJob }) =>
      createdByJob ? [[createdByJob.name, createdByJob.uid]] : [],
    ),
  );
  if (!claims.length && !instance.pod && !jobs.size) {
    throw new ConflictError(
      `${name} has no pod, volume or Job that could be removed`,
    );
  }
  await liveClusters.of(target, options);
  // The operator would wait for the cloning Job, and the Job for its volume.
  for (const [job, uid] of jobs) {
    await context.client.delete(
      coreKinds.jobs,
      { namespace: target.snapshot.cluster.namespace, name: job },
      { uid, propagationPolicy: 'Background', signal },
    );
  }
  // Claims first: the operator would recreate the instance on a volume without a
  // pod. The claims are removed as soon as the pod no longer uses them.
  for (const claim of claims) {
    await context.client.delete(coreKinds.persistentVolumeClaims, claim, {
      uid: claim.uid,
      signal,
    });
  }
  if (instance.pod) {
    const { uid } = instance.pod;
    await context.client.delete(coreKinds.pods, instance.pod, { uid, signal });
  }
}

function checkCommitsContinue(
  { snapshot, facts }: OperationContext,
  destroyed: string,
) {
  const needed = snapshot.cluster.spec.postgresql?.synchronous?.number;
  if (!needed) return;
  const others = facts.instances.filter(
    ({ name, primary, ready }) => ready && !primary && name !== destroyed,
  );
  if (others.length < needed) {
    throw new ConflictError(
      `The number of synchronous standbys that commits wait for is ${needed}; without ${destroyed}, only ${others.length} would be ready: add an instance first`,
    );
  }
}
