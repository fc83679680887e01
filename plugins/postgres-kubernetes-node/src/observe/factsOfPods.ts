import { isKnown, readyAddresses, type Snapshot } from '../model/Snapshot';
import type { DatabaseFacts } from './DatabaseFacts';
import { instancesOf, type ReportedInstances } from './instancesOf';

/** What pods do not show. @public */
export interface ReportedFacts
  extends Pick<
    ReportedInstances<Snapshot['pods'][number]>,
    'names' | 'primary' | 'first'
  > {
  /** Number of instances that there should be. */
  desired: number;
  /** Name of the read-write service. */
  readWrite: string;
}

/**
 * Returns the facts of a database that can neither be fenced nor hibernated, and
 * whose instances are not created by Jobs.
 *
 * @public
 */
export function factsOfPods(
  snapshot: Snapshot,
  { desired, readWrite, ...reported }: ReportedFacts,
): Omit<DatabaseFacts, 'hasLogin'> {
  const { pods } = snapshot;
  const instances = instancesOf({ ...reported, pods, fenced: [] });
  return {
    instances,
    jobs: [],
    desired,
    ready: instances.filter(({ ready }) => ready).length,
    primary: instances.find(instance => instance.primary),
    readinessKnown: isKnown(snapshot, 'pods'),
    hibernated: false,
    hibernationRequested: false,
    hibernationComplete: false,
    fenced: [],
    writable: isKnown(snapshot, 'endpointSlices')
      ? readyAddresses(snapshot, readWrite)
      : undefined,
  };
}
