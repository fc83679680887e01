import type { Moment as AnyMoment } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import type { Course } from './Course';
import type { Facts } from './facts';

/** A database at one moment: all that the rules look at. */
export interface Moment extends AnyMoment {
  found: FoundDatabase;
  facts: Facts;
  /** What was remembered of the course, or is from now on: of that look at the database which this moment is in. */
  course: Course;
}

/** A condition of the Cluster. */
export function conditionOf({ cluster }: FoundDatabase, type: string) {
  return cluster.status.conditions?.find(condition => condition.type === type);
}

/** Since when the operator calls it not ready. */
export function unreadySince({ found }: Moment): string | undefined {
  const ready = conditionOf(found, 'Ready');
  return ready?.status === 'False' ? ready.lastTransitionTime : undefined;
}
