import type { Attention } from '@pgstage/backstage-plugin-postgres-common';
import type { FoundDatabase } from '../model';
import type { Course } from './Course';
import type { Facts } from './facts';
import type { Memory } from './Memory';

/** A database at one moment: all that the rules look at. */
export interface Moment {
  found: FoundDatabase;
  facts: Facts;
  memory: Memory;
  /** What was remembered of the course, or is from now on: of that look at the database which this moment is in. */
  course: Course;
  now: Date;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A condition of the Cluster. */
export function conditionOf({ cluster }: FoundDatabase, type: string) {
  return cluster.status.conditions?.find(condition => condition.type === type);
}

/** What Kubernetes told as a time, unless it is still to come: clocks differ. */
export function toldTime(
  { now }: Moment,
  ...candidates: Array<string | undefined>
): string | undefined {
  return candidates.find(time => new Date(time ?? NaN) <= now);
}

/** Since when the operator calls it not ready. */
export function unreadySince({ found }: Moment): string | undefined {
  const ready = conditionOf(found, 'Ready');
  return ready?.status === 'False' ? ready.lastTransitionTime : undefined;
}

/**
 * A time that tells no more than that something began before Backstage did:
 * it counts at the first look alone, as from then on we see ourselves.
 */
export function atStart(
  { memory }: Moment,
  known: string | undefined,
): string | undefined {
  return memory.isFirst ? known : undefined;
}

/** Since when `key` has this value, RFC 3339, and whether it may be so for longer. */
export function sinceOf(
  { memory, now }: Moment,
  key: string,
  value = 'on',
  known?: string,
): Pick<Attention, 'since' | 'sinceAtLeast'> {
  return memory.told(key, value, now, known);
}
