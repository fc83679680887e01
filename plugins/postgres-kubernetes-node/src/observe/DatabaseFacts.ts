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
 * Returns the first resource that the state depends on and that cannot be read
 * now, or undefined. A resource that Backstage was never allowed to read does
 * not count: the state then relies on the operator's status.
 *
 * @param kind - of the database object
 */
export function unobservedResource(
  snapshot: Pick<Snapshot, 'statuses'>,
  { readinessKnown }: Pick<DatabaseFacts, 'readinessKnown'>,
  kind: string,
): string | undefined {
  const blind = [
    ['clusters', `the ${kind}`],
    ['pods', 'the pods of the instances'],
    ['endpointSlices', 'the endpoints of its services'],
  ].find(
    ([name]) =>
      !isKnown(snapshot, name) &&
      (snapshot.statuses[name]?.status !== 'forbidden' || !readinessKnown),
  );
  return blind?.[1];
}
