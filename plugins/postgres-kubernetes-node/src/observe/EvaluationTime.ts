import type { Attention } from '@pgstage/backstage-plugin-postgres-common';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';

/** The time of an evaluation, and the transition times of the database. @public */
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

/** Returns the first reported time that is not in the future: clocks differ. @public */
export function pastTime(
  { now }: Pick<EvaluationTime, 'now'>,
  ...candidates: Array<string | undefined>
): string | undefined {
  return candidates.find(time => new Date(time ?? NaN) <= now);
}

/**
 * Returns a time that only proves that something began before Backstage
 * started. It counts only in the first evaluation: later ones observe
 * transitions themselves.
 *
 * @public
 */
export function atStart(
  { transitionTimes }: Pick<EvaluationTime, 'transitionTimes'>,
  known: string | undefined,
): string | undefined {
  return transitionTimes.isFirst ? known : undefined;
}

/** Returns since when `key` has this value (RFC 3339), and whether it may have had it for longer. @public */
export function sinceOf(
  { transitionTimes, now }: EvaluationTime,
  key: string,
  value = 'on',
  known?: string,
): Pick<Attention, 'since' | 'sinceAtLeast'> {
  return transitionTimes.sinceOf(key, value, now, known);
}
