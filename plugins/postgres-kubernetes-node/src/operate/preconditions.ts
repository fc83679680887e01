import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
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
 * @param primary - its name, that of the target, and whether the target is
 * chosen yet
 * @throws ConflictError while another instance is becoming the primary.
 * @public
 */
export function checkPrimaryStays(
  { name }: Pick<Snapshot['cluster'], 'name'>,
  primary: { current?: string; target?: string; isChosen: boolean },
): void {
  const { current, target, isChosen } = primary;
  if (!current) {
    throw new ConflictError(
      `Database '${name}' has no primary yet: wait until it has`,
    );
  }
  if (target !== undefined && target !== current) {
    throw new ConflictError(
      `The primary of '${name}' is being moved from ${current}${
        isChosen ? ` to ${target}` : ''
      }: wait until that is done`,
    );
  }
}
