import { SECOND } from '../observe/EvaluationTime';

/** The latest of times that may be written with and without fractions. @public */
export function latest(times: Array<string | undefined>): string | undefined {
  return times
    .flatMap(time => iso(time) ?? [])
    .sort()
    .at(-1);
}

/** The earliest of them. @public */
export function earliest(times: Array<string | undefined>): string | undefined {
  return times.flatMap(time => iso(time) ?? []).sort()[0];
}

/** RFC 3339 with milliseconds, so that times compare as text; undefined where it is none. @public */
export function iso(time?: string): string | undefined {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Whether two times are the same, as those who write no fractions write them. */
export function isSameSecond(one: string, other?: string): boolean {
  const second = (time?: string) => Math.floor(Date.parse(time ?? '') / SECOND);
  return second(one) === second(other);
}
