import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { CachedPod } from '../model/CachedPod';
import { isKnown, type Snapshot } from '../model/Snapshot';
import type { InstanceFacts } from './Instance';

/** Facts about a database, for the rules. @public */
export interface DatabaseFacts<Pod extends CachedPod = CachedPod>
  extends InstanceFacts<Pod> {
  /** Whether pods or the operator report which instances are ready. */
  readinessKnown: boolean;
  /** Hibernation is requested. */
  hibernationRequested: boolean;
  /** Whether all pods are gone and the operator reports hibernation. */
  hibernationComplete: boolean;
  /** Names of fenced instances, `*` for all. */
  fenced: string[];
  /** Ready addresses of the read-write service; absent if services cannot be read. */
  writable?: number;
  /** There is a login, as far as is known without reading Secrets. */
  hasLogin: boolean;
}

/**
 * Returns that the first resource that the state depends on cannot be read now,
 * or undefined if all can. A resource that Backstage was never allowed to read
 * does not count: the state then relies on the operator's status.
 *
 * @param kind - of the database object
 */
export function unobservedResource(
  snapshot: Pick<Snapshot, 'statuses'>,
  { readinessKnown }: Pick<DatabaseFacts, 'readinessKnown'>,
  kind: string,
): Message | undefined {
  const isUnobserved = (name: string) =>
    !isKnown(snapshot, name) &&
    (snapshot.statuses[name]?.status !== 'forbidden' || !readinessKnown);
  if (isUnobserved('clusters')) return message('clusterUnread', { kind });
  if (isUnobserved('pods')) return message('podsUnread');
  return isUnobserved('endpointSlices')
    ? message('endpointsUnread')
    : undefined;
}
