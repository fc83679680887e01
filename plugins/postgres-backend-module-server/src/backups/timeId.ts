/** Returns the time as a file name that sorts by time: `20260131T235959123Z`. */
export function timeId(time: Date): string {
  return time.toISOString().replace(/[-:.]/g, '');
}

/** Parses an id of {@link timeId}; returns undefined for any other text. */
export function timeOf(id: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(id);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, millisecond] = match;
  return new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`,
  );
}
