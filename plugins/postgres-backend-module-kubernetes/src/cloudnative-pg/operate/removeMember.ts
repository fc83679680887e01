import { ConflictError } from '@backstage/errors';
import type { RemoveMember } from '@pgstage/backstage-plugin-postgres-common';
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
export async function removeMember(
  context: ClusterContext,
  ref: string,
  { member }: RemoveMember,
  options: OperateOptions,
): Promise<void> {
  const { signal } = options;
  const target = operationContextOf(context, ref);
  const instance = instanceOf(target, member);
  checkAwake(target);
  checkPrimaryIsStable(target);
  if (instance.primary) {
    throw new ConflictError(
      `${member} is the primary: switch over to another member first`,
    );
  }
  checkCommitsContinue(target, member);
  const claims = target.snapshot.volumeClaims.filter(
    claim => claim.instance === member && !claim.deletedAt,
  );
  const jobs = new Map(
    jobPods(target, member).flatMap(({ madeBy }) =>
      madeBy ? [[madeBy.name, madeBy.uid]] : [],
    ),
  );
  if (!claims.length && !instance.pod && !jobs.size) {
    throw new ConflictError(`Nothing of ${member} is there to remove`);
  }
  await liveClusters.of(target, options);
  // The operator waits for a Job that copies, and that would wait for its volume.
  for (const [name, uid] of jobs) {
    await context.client.delete(
      coreKinds.jobs,
      { namespace: target.snapshot.cluster.namespace, name },
      { uid, propagationPolicy: 'Background', signal },
    );
  }
  // Volumes first: the operator would start the instance again on a volume
  // that it finds without a pod. They go when the pod lets go of them.
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
  member: string,
) {
  const needed = snapshot.cluster.spec.postgresql?.synchronous?.number;
  if (!needed) return;
  const others = facts.instances.filter(
    ({ name, primary, ready }) => ready && !primary && name !== member,
  );
  if (others.length < needed) {
    throw new ConflictError(
      `Commits wait for ${needed} synchronous standby, and without ${member} ${others.length} would be ready: add an instance first`,
    );
  }
}
