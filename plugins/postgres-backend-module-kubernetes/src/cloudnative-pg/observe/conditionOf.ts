import type { FoundDatabase } from '../model';

/** A condition of the Cluster. */
export function conditionOf({ cluster }: FoundDatabase, type: string) {
  return cluster.status.conditions?.find(condition => condition.type === type);
}
