import {
  invalidField,
  type RestartDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  instanceOf,
  checkAwake,
  runsPostgres,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { annotations, type ClusterContext, liveClusters } from '../model';
import { RESTART_IN_PLACE } from '../observe';
import { isStuck, recreate } from './recreate';
import { checkPrimaryIsStable, operationContextOf } from './operationContext';
import { statusWithPhase } from './statusWithPhase';

/**
 * Restarts all instances one by one, standbys first; or one of them; or reloads
 * the configuration of all. Pods that cannot run are recreated.
 */
export async function restart(
  context: ClusterContext,
  ref: string,
  { instance: name, reload }: RestartDatabase,
  options: OperateOptions,
): Promise<void> {
  const target = operationContextOf(context, ref);
  checkAwake(target);
  if (reload) {
    if (name !== undefined) {
      throw invalidField(
        'instance',
        'cannot be combined with reload: all instances read the same configuration',
      );
    }
    await liveClusters.annotate(
      target,
      { [annotations.reloadedAt]: now() },
      options,
    );
    return;
  }
  if (name === undefined) {
    await liveClusters.annotate(
      target,
      { [annotations.restartedAt]: now() },
      options,
    );
    // The operator waits for these before it restarts any instance.
    const stuck = target.facts.instances.filter(each => isStuck(target, each));
    for (const instance of stuck) await recreate(target, instance, options);
    return;
  }
  const instance = instanceOf(target, name);
  const { primary, pod } = instance;
  if (!primary || !pod || !runsPostgres(pod)) {
    await recreate(target, instance, options);
    return;
  }
  checkPrimaryIsStable(target);
  await liveClusters.patch(
    target,
    live =>
      statusWithPhase(live, {
        phase: RESTART_IN_PLACE,
        phaseReason: `Requested by ${options.actor}`,
      }),
    options,
    'status',
  );
}

function now(): string {
  return new Date().toISOString();
}
