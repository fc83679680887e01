import type { Attention } from '@pgstage/backstage-plugin-postgres-common';
import type { Memory } from '@pgstage/backstage-plugin-postgres-node/provider';

/** When a database is looked at, and what is remembered of it. @public */
export interface Moment {
  memory: Memory;
  now: Date;
}

/** @public */
export const SECOND = 1_000;
/** @public */
export const MINUTE = 60 * SECOND;
/** @public */
export const HOUR = 60 * MINUTE;
/** @public */
export const DAY = 24 * HOUR;

/** What Kubernetes told as a time, unless it is still to come: clocks differ. @public */
export function toldTime(
  { now }: Pick<Moment, 'now'>,
  ...candidates: Array<string | undefined>
): string | undefined {
  return candidates.find(time => new Date(time ?? NaN) <= now);
}

/**
 * A time that tells no more than that something began before Backstage did:
 * it counts at the first look alone, as from then on we see ourselves.
 *
 * @public
 */
export function atStart(
  { memory }: Pick<Moment, 'memory'>,
  known: string | undefined,
): string | undefined {
  return memory.isFirst ? known : undefined;
}

/** Since when `key` has this value, RFC 3339, and whether it may be so for longer. @public */
export function sinceOf(
  { memory, now }: Moment,
  key: string,
  value = 'on',
  known?: string,
): Pick<Attention, 'since' | 'sinceAtLeast'> {
  return memory.told(key, value, now, known);
}
