import {
  factsOfPods,
  type DatabaseFacts,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { restoreStateOf } from '../backups/restoreState';
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
  const { cluster, statefulSets } = snapshot;
  const facts = factsOfPods(snapshot, {
    names: statefulSets.map(({ name }) => name),
    primary: cluster.primary,
    desired: desiredOf(snapshot),
    readWrite: cluster.name,
  });
  return {
    ...facts,
    // The init container creates the role before PostgreSQL accepts connections.
    hasLogin:
      restoreStateOf(cluster).state === 'filled' &&
      (cluster.record.credentials !== undefined ||
        facts.primary?.ready === true),
  };
}
