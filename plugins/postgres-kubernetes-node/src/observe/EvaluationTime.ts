import type { Attention } from '@pgstage/backstage-plugin-postgres-common';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';

/** When a database is looked at, and what is remembered of it. @public */
export interface EvaluationTime {
  transitionTimes: TransitionTimes;
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
export function pastTime(
  { now }: Pick<EvaluationTime, 'now'>,
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
  { transitionTimes }: Pick<EvaluationTime, 'transitionTimes'>,
  known: string | undefined,
): string | undefined {
  return transitionTimes.isFirst ? known : undefined;
}

/** Since when `key` has this value, RFC 3339, and whether it may be so for longer. @public */
export function sinceOf(
  { transitionTimes, now }: EvaluationTime,
  key: string,
  value = 'on',
  known?: string,
): Pick<Attention, 'since' | 'sinceAtLeast'> {
  return transitionTimes.told(key, value, now, known);
}
