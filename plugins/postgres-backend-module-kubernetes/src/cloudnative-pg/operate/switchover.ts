import { ConflictError } from '@backstage/errors';
import type {
  Health,
  Member,
  SwitchoverDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  instanceOf,
  refuseWhileHibernated,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, liveClusters } from '../model';
import { readHealth } from '../observe';
import { refuseWhilePrimaryMoves, targetOf } from './target';
import { statusWithPhase } from './statusWithPhase';

/** One WAL segment: a standby that streams is closer, and one beyond it would keep writers waiting. */
const MAX_LAG_BYTES = 16 * 2 ** 20;

/**
 * Makes a standby the primary, without losing a commit. The operator reads
 * its next primary from the status, as its own plugin for kubectl writes it.
 */
export async function switchover(
  context: ClusterContext,
  ref: string,
  { member }: SwitchoverDatabase,
  options: OperateOptions,
): Promise<void> {
  const target = targetOf(context, ref);
  if (member !== undefined && instanceOf(target, member).primary) {
    throw new ConflictError(`${member} is the primary already`);
  }
  refuseWhileHibernated(target);
  refuseWhilePrimaryMoves(target);
  const ready = new Set(
    target.facts.instances.filter(each => each.ready).map(({ name }) => name),
  );
  const { members, forbidden } = await readHealth(context, ref, options);
  const standbys = members.filter(({ role }) => role === 'standby');
  const chosen =
    member === undefined
      ? bestOf(standbys.filter(({ name }) => ready.has(name)))
      : standbys.find(({ name }) => name === member);
  if (!chosen) {
    throw new ConflictError(
      member === undefined
        ? 'There is no standby that is ready to become the primary'
        : `${member} is not ready to become the primary: nothing is known of it`,
    );
  }
  refuseUnfit(chosen, ready.has(chosen.name), forbidden);
  const { currentPrimary } = target.found.cluster.status;
  await liveClusters.patch(
    target,
    live => {
      const status = live.status as { targetPrimary?: string };
      if (status.targetPrimary !== currentPrimary) {
        throw new ConflictError(
          `The primary was moved to ${status.targetPrimary} meanwhile`,
        );
      }
      return statusWithPhase(live, {
        targetPrimary: chosen.name,
        targetPrimaryTimestamp: microseconds(new Date()),
        phase: 'Switchover in progress',
        phaseReason: `Switching over to ${chosen.name}`,
      });
    },
    options,
    'status',
  );
}

function bestOf(standbys: Member[]): Member | undefined {
  const lag = (member: Member) =>
    member.lag?.replayBytes ?? Number.MAX_SAFE_INTEGER;
  return [...standbys].sort((a, b) => lag(a) - lag(b))[0];
}

function refuseUnfit(
  { name, reason, state, lag }: Member,
  ready: boolean,
  forbidden: Health['forbidden'],
): void {
  if (!ready || state !== 'working') {
    throw new ConflictError(
      `${name} is not ready to become the primary: ${reason}`,
    );
  }
  const behind = lag?.replayBytes;
  if (behind === undefined || behind > MAX_LAG_BYTES) {
    throw new ConflictError(
      `${name} cannot become the primary now: ${
        behind === undefined
          ? [
              'how far it is behind is not known',
              ...forbidden.map(({ needs }) => `Backstage needs ${needs}`),
            ].join('; ')
          : `it is ${Math.ceil(
              behind / 2 ** 20,
            )} MiB of WAL behind, more than 16; wait until it has caught up`
      }`,
    );
  }
}

/** The operator reads exactly six digits. */
function microseconds(time: Date): string {
  return time.toISOString().replace('Z', '000Z');
}
