/** The latest of times that may be written with and without fractions. */
export function latest(times: Array<string | undefined>): string | undefined {
  return times
    .flatMap(time => iso(time) ?? [])
    .sort()
    .at(-1);
}

/** The earliest of them. */
export function earliest(times: Array<string | undefined>): string | undefined {
  return times.flatMap(time => iso(time) ?? []).sort()[0];
}

/** RFC 3339 with milliseconds, so that times compare as text. */
export function iso(time?: string): string | undefined {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
