import {
  instancesOf,
  isKnown,
  readyAddresses,
  type DatabaseFacts,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { StatefulSetSnapshot } from '../model';

/** The number of instances that there should be; of a database that was not created here, those that there are. */
function desiredOf({ cluster, statefulSets }: StatefulSetSnapshot): number {
  const { binding, adopted, spec } = cluster.record;
  return binding && !adopted
    ? spec.instances ?? 1
    : Math.max(1, statefulSets.length);
}

/** Facts that the rules of the base evaluate. */
export function factsOf(snapshot: StatefulSetSnapshot): DatabaseFacts {
  const { cluster, pods, statefulSets } = snapshot;
  const instances = instancesOf({
    pods,
    names: statefulSets.map(({ name }) => name),
    primary: cluster.primary,
    fenced: [],
  });
  const primary = instances.find(instance => instance.primary);
  return {
    instances,
    jobs: [],
    desired: desiredOf(snapshot),
    ready: instances.filter(({ ready }) => ready).length,
    primary,
    readinessKnown: isKnown(snapshot, 'pods'),
    hibernated: false,
    hibernationRequested: false,
    hibernationComplete: false,
    fenced: [],
    writable: isKnown(snapshot, 'endpointSlices')
      ? readyAddresses(snapshot, cluster.name)
      : undefined,
    // The init container creates the role before PostgreSQL accepts connections.
    hasLogin:
      cluster.record.credentials !== undefined || primary?.ready === true,
  };
}
