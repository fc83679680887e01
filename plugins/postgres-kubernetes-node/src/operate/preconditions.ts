import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  type Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { message } from '../messages';
import type { CachedPod } from '../model/CachedPod';
import type { Snapshot } from '../model/Snapshot';
import type { Instance, InstanceFacts } from '../observe/Instance';

/** Options of the caller that an operation needs. @public */
export type OperateOptions = Pick<
  ProviderWriteOptions,
  'signal' | 'actor' | 'recordVersion'
>;

/** @throws ConflictError if the database belongs to no entity: nobody is authorized to change it. @public */
export function checkBound({
  name,
  record,
}: Pick<Snapshot['cluster'], 'name' | 'record'>): void {
  if (!record.binding) {
    throw new ConflictError(
      `Database '${name}' was not created by pgstage and is not bound to an entity: adopt it first`,
    );
  }
}

/** @throws ConflictError while the database is hibernated. @public */
export function checkAwake({
  snapshot,
  facts,
}: {
  snapshot: Pick<Snapshot, 'cluster'>;
  facts: Pick<InstanceFacts, 'hibernated'>;
}): void {
  if (facts.hibernated) {
    throw new ConflictError(
      `Database '${snapshot.cluster.name}' is hibernated: wake it first`,
    );
  }
}

/** @throws InvalidFieldsError that lists the instances there are. @public */
export function instanceOf<Pod extends CachedPod>(
  { facts }: { facts: Pick<InstanceFacts<Pod>, 'instances'> },
  name: string,
  field = 'instance',
): Instance<Pod> {
  const instance = facts.instances.find(candidate => candidate.name === name);
  if (instance) return instance;
  throw invalidField(
    field,
    `must be one of the instances ${
      facts.instances.map(each => each.name).join(', ') || '(there are none)'
    }`,
  );
}

/**
 * Returns why an operation has to wait for another primary, if it has to.
 *
 * @param current - name of the primary
 * @param target - name of the next one; the same while nothing changes
 * @param isChosen - whether the next one is an instance
 * @public
 */
export function primaryObstacle(
  current: string | undefined,
  target: string | undefined,
  isChosen: boolean,
): Message | undefined {
  if (!current) return message('noPrimaryYet');
  if (target === undefined || target === current) return undefined;
  return isChosen
    ? message('primaryMovesTo', { current, target })
    : message('primaryMoves', { current });
}

/** @throws ConflictError with the same reason. @public */
export function checkPrimaryStays(
  ...primary: Parameters<typeof primaryObstacle>
): void {
  const obstacle = primaryObstacle(...primary);
  if (obstacle) throw new ConflictError(obstacle.text);
}
