import { ConflictError } from '@backstage/errors';
import type {
  Health,
  InstanceHealth,
} from '@pgstage/backstage-plugin-postgres-common';

/** One WAL segment: a standby that streams is closer, and one beyond it would keep writers waiting. */
const MAX_LAG_BYTES = 16 * 2 ** 20;

/**
 * The standby that is to become the primary without losing a commit: the named
 * one, or the one that is the least behind.
 *
 * @param ready - names of instances that are ready
 * @throws ConflictError where none is fit.
 * @public
 */
export function successorOf(
  { instances, forbidden }: Pick<Health, 'instances' | 'forbidden'>,
  ready: ReadonlySet<string>,
  wanted?: string,
): InstanceHealth {
  const standbys = instances.filter(({ role }) => role === 'standby');
  const chosen =
    wanted === undefined
      ? bestOf(standbys.filter(({ name }) => ready.has(name)))
      : standbys.find(({ name }) => name === wanted);
  if (!chosen) {
    throw new ConflictError(
      wanted === undefined
        ? 'There is no standby that is ready to become the primary'
        : `${wanted} is not ready to become the primary: nothing is known of it`,
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
