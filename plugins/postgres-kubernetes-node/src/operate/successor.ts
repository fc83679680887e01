import { ConflictError } from '@backstage/errors';
import type {
  Health,
  InstanceHealth,
} from '@pgstage/backstage-plugin-postgres-common';

/** One WAL segment: a streaming standby is closer, and one further behind would delay writers. */
const MAX_LAG_BYTES = 16 * 2 ** 20;

/**
 * Returns the standby to promote without losing a commit: the named one, or the
 * one with the least lag.
 *
 * @param ready - names of instances that are ready
 * @throws ConflictError if none is suitable.
 * @public
 */
export function successorOf(
  { instances, forbidden }: Pick<Health, 'instances' | 'forbidden'>,
  ready: ReadonlySet<string>,
  requested?: string,
): InstanceHealth {
  const standbys = instances.filter(({ role }) => role === 'standby');
  const chosen =
    requested === undefined
      ? bestOf(standbys.filter(({ name }) => ready.has(name)))
      : standbys.find(({ name }) => name === requested);
  if (!chosen) {
    throw new ConflictError(
      requested === undefined
        ? 'There is no standby that is ready to become the primary'
        : `${requested} is not ready to become the primary: its state is not known`,
    );
  }
  checkSuccessor(chosen, ready.has(chosen.name), forbidden);
  return chosen;
}

function bestOf(standbys: InstanceHealth[]): InstanceHealth | undefined {
  const lag = (instance: InstanceHealth) =>
    instance.lag?.replayBytes ?? Number.MAX_SAFE_INTEGER;
  return [...standbys].sort((a, b) => lag(a) - lag(b))[0];
}

function checkSuccessor(
  { name, reason, state, lag }: InstanceHealth,
  ready: boolean,
  forbidden: Health['forbidden'],
): void {
  if (!ready || state !== 'working') {
    throw new ConflictError(
      `${name} is not ready to become the primary: ${reason.text}`,
    );
  }
  const behind = lag?.replayBytes;
  if (behind === undefined || behind > MAX_LAG_BYTES) {
    throw new ConflictError(
      `${name} cannot become the primary now: ${
        behind === undefined
          ? [
              'its lag is not known',
              ...forbidden.map(({ needs }) => needs.text),
            ].join('. ')
          : `it is ${Math.ceil(
              behind / 2 ** 20,
            )} MiB of WAL behind, more than 16; wait until it has caught up`
      }`,
    );
  }
}
