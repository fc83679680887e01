import type { CachedPod } from '../model/CachedPod';
import { isKnown, type Snapshot } from '../model/Snapshot';
import type { InstanceFacts } from './Instance';

/** What the rules ask about a database. @public */
export interface DatabaseFacts<Pod extends CachedPod = CachedPod>
  extends InstanceFacts<Pod> {
  /** Whether anybody told which instances are ready: their pods, or the operator. */
  told: boolean;
  /** Sleep was asked for. */
  hibernationRequested: boolean;
  /** Whether all pods are gone and the operator says that it sleeps. */
  asleep: boolean;
  /** Names of fenced instances, `*` for all. */
  fenced: string[];
  /** Ready addresses of the read-write service; absent where services cannot be read. */
  writable?: number;
  /** There is a login, as far as may be seen without reading Secrets. */
  hasLogin: boolean;
}

/**
 * What the state hangs on that cannot be seen now, in words; undefined where
 * all is. A right that was never given is no gap: then the operator's word counts.
 *
 * @param kind - of the object that the database is
 */
export function unobservedResource(
  snapshot: Pick<Snapshot, 'statuses'>,
  { told }: Pick<DatabaseFacts, 'told'>,
  kind: string,
): string | undefined {
  const blind = [
    ['clusters', `the ${kind}`],
    ['pods', 'the pods of the instances'],
    ['endpointSlices', 'the endpoints of its services'],
  ].find(
    ([name]) =>
      !isKnown(snapshot, name) &&
      (snapshot.statuses[name]?.status !== 'forbidden' || !told),
  );
  return blind?.[1];
}
