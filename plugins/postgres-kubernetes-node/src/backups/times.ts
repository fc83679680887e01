import { SECOND } from '../observe/EvaluationTime';

/** Returns the latest of times, with or without fractions. @public */
export function latest(times: Array<string | undefined>): string | undefined {
  return times
    .flatMap(time => iso(time) ?? [])
    .sort()
    .at(-1);
}

/** Returns the earliest of times. @public */
export function earliest(times: Array<string | undefined>): string | undefined {
  return times.flatMap(time => iso(time) ?? []).sort()[0];
}

/** Returns RFC 3339 with milliseconds, so that times compare as text, or undefined if it is not a time. @public */
export function iso(time?: string): string | undefined {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Whether two times are equal without fractions. */
export function isSameSecond(one: string, other?: string): boolean {
  const second = (time?: string) => Math.floor(Date.parse(time ?? '') / SECOND);
  return second(one) === second(other);
}
