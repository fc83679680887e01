import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  type RestartDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds } from '../../cluster';
import { annotations, type ClusterContext } from '../model';
import { RESTART_IN_PLACE } from '../observe';
import { annotate, patchCluster, statusWithPhase } from './patch';
import {
  instanceOf,
  liveCluster,
  refuseWhileHibernated,
  refuseWhilePrimaryMoves,
  targetOf,
  type OperateOptions,
} from './target';

/**
 * Restarts all instances one after another, standbys first; or one of them; or
 * lets all read their configuration again.
 */
export async function restart(
  context: ClusterContext,
  ref: string,
  { member, reload }: RestartDatabase,
  options: OperateOptions,
): Promise<void> {
  const target = targetOf(context, ref);
  refuseWhileHibernated(target);
  if (reload) {
    if (member !== undefined) {
      throw invalidField(
        'member',
        'must be left out with reload: all members read the same configuration',
      );
    }
    await annotate(target, { [annotations.reloadedAt]: now() }, options);
    return;
  }
  if (member === undefined) {
    await annotate(target, { [annotations.restartedAt]: now() }, options);
    return;
  }
  const instance = instanceOf(target, member);
  if (instance.primary) {
    refuseWhilePrimaryMoves(target);
    await patchCluster(
      target,
      live =>
        statusWithPhase(live, {
          phase: RESTART_IN_PLACE,
          phaseReason: `Requested by ${options.actor}`,
        }),
      options,
      'status',
    );
  } else {
    if (!instance.pod) {
      throw new ConflictError(
        `${member} has no pod to restart: the operator makes it a new one`,
      );
    }
    await liveCluster(target, options);
    // The operator makes the pod anew on the volume it had.
    const { uid } = instance.pod;
    await context.client.delete(coreKinds.pods, instance.pod, {
      uid,
      signal: options.signal,
    });
  }
}

function now(): string {
  return new Date().toISOString();
}
