import type { CloudNativePgSnapshot } from '../model';

/** A condition of the Cluster. */
export function conditionOf({ cluster }: CloudNativePgSnapshot, type: string) {
  return cluster.status.conditions?.find(condition => condition.type === type);
}
