import { ConflictError } from '@backstage/errors';
import type { SwitchoverDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  instanceOf,
  checkAwake,
  successorOf,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, liveClusters } from '../model';
import { readHealth } from '../observe';
import { checkPrimaryIsStable, operationContextOf } from './operationContext';
import { statusWithPhase } from './statusWithPhase';

/**
 * Promotes a standby without losing a commit. The operator reads the next primary
 * from the status, which its plugin for kubectl writes in the same way.
 */
export async function switchover(
  context: ClusterContext,
  ref: string,
  { instance }: SwitchoverDatabase,
  options: OperateOptions,
): Promise<void> {
  const target = operationContextOf(context, ref);
  if (instance !== undefined && instanceOf(target, instance).primary) {
    throw new ConflictError(`${instance} is already the primary`);
  }
  checkAwake(target);
  checkPrimaryIsStable(target);
  const ready = new Set(
    target.facts.instances.filter(each => each.ready).map(({ name }) => name),
  );
  const health = await readHealth(context, ref, options);
  const successor = successorOf(health, ready, instance);
  const { currentPrimary } = target.snapshot.cluster.status;
  await liveClusters.patch(
    target,
    live => {
      const status = live.status as { targetPrimary?: string };
      if (status.targetPrimary !== currentPrimary) {
        throw new ConflictError(
          `The primary has been moved to ${status.targetPrimary} in the meantime`,
        );
      }
      return statusWithPhase(live, {
        targetPrimary: successor.name,
        targetPrimaryTimestamp: microseconds(new Date()),
        phase: 'Switchover in progress',
        phaseReason: `Switching over to ${successor.name}`,
      });
    },
    options,
    'status',
  );
}

/** The operator parses exactly six fractional digits. */
function microseconds(time: Date): string {
  return time.toISOString().replace('Z', '000Z');
}
