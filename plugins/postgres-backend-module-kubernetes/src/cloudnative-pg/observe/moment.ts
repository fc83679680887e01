import type { FoundDatabase } from '../model';
import type { Facts } from './facts';
import type { Memory } from './Memory';

/** A database at one moment: all that the rules look at. */
export interface Moment {
  found: FoundDatabase;
  facts: Facts;
  memory: Memory;
  now: Date;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A condition of the Cluster. */
export function conditionOf({ cluster }: FoundDatabase, type: string) {
  return cluster.status.conditions?.find(condition => condition.type === type);
}

/** RFC 3339 since when `key` has this value. */
export function sinceOf(
  { memory, now }: Moment,
  key: string,
  value = 'on',
  known?: string,
): string {
  return memory.since(key, value, now, known).toISOString();
}
