import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  type KubernetesObject,
  refuseOtherRecord,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { Lookup, type ClusterContext, type FoundDatabase } from '../model';
import { getCluster } from '../write/bind';
import { factsOf, type Facts, type Instance } from '../observe';

/** A database that something is to be done to. */
export interface Target {
  context: ClusterContext;
  found: FoundDatabase;
  facts: Facts;
}

/** What a write needs of the caller's options. */
export type OperateOptions = Pick<
  ProviderWriteOptions,
  'signal' | 'actor' | 'recordVersion'
>;

/** @throws NotFoundError */
export function targetOf(context: ClusterContext, ref: string): Target {
  const found = new Lookup([context]).get(ref);
  return { context, found, facts: factsOf(found) };
}

/**
 * The Cluster as it is now, right before something is done to it or beside it.
 *
 * @throws RecordChangedError where it is not what rights were judged on
 * @throws ConflictError where another has its name by now.
 */
export async function liveCluster(
  { context, found }: Target,
  { signal, recordVersion }: OperateOptions,
): Promise<KubernetesObject> {
  const live = await getCluster(context, found.ref, signal);
  refuseOtherRecord(found.ref, live, recordVersion);
  if (live.metadata.uid !== found.cluster.uid) {
    throw new ConflictError(
      `Database '${found.cluster.name}' was removed meanwhile`,
    );
  }
  return live;
}

/** @throws ConflictError while the database has no instances on purpose. */
export function refuseWhileHibernated({ found, facts }: Target): void {
  if (facts.hibernated) {
    throw new ConflictError(
      `Database '${found.cluster.name}' is hibernated: wake it first`,
    );
  }
}

/** @throws ConflictError while another instance is becoming the primary. */
export function refuseWhilePrimaryMoves({ found }: Target): void {
  const { currentPrimary, targetPrimary } = found.cluster.status;
  if (!currentPrimary) {
    throw new ConflictError(
      `Database '${found.cluster.name}' has no primary yet: wait until it has`,
    );
  }
  if (targetPrimary !== undefined && targetPrimary !== currentPrimary) {
    throw new ConflictError(
      `The primary of '${
        found.cluster.name
      }' is being moved from ${currentPrimary}${
        targetPrimary === 'pending' ? '' : ` to ${targetPrimary}`
      }: wait until that is done`,
    );
  }
}

/** @throws InvalidFieldsError that lists the members there are. */
export function instanceOf(
  { facts }: Target,
  name: string,
  field = 'member',
): Instance {
  const instance = facts.instances.find(candidate => candidate.name === name);
  if (instance) return instance;
  throw invalidField(
    field,
    `must be one of the members ${
      facts.instances.map(each => each.name).join(', ') || '(there are none)'
    }`,
  );
}
