/** No server has been another's successor there. */
export const FIRST_TIMELINE = '00000001';

/** A file of WAL, also where its backup label is named; a history or a part of a file is none. */
export function walOf(name = ''): string | undefined {
  return /^([0-9A-F]{24})(\.[0-9A-F]{8}\.backup)?$/.exec(name)?.[1];
}

/** Timeline of a file, which its name begins with. Names tell the order within one timeline only. */
export function timelineOf(wal: string): string {
  return wal.slice(0, 8);
}

/** A timeline as names of files begin with it. */
export function timelineName(id: number | undefined): string | undefined {
  return id?.toString(16).toUpperCase().padStart(8, '0');
}

/** Which file it is, whatever its timeline. */
export function fileOf(wal: string): string {
  return wal.slice(8);
}

/** Whether it is the next file, whatever the size of files and the timeline. */
export function follows(next: string, wal: string): boolean {
  const number = (name: string, from: number) =>
    parseInt(name.slice(from, from + 8), 16);
  const [high, low] = [number(wal, 8), number(wal, 16)];
  const [nextHigh, nextLow] = [number(next, 8), number(next, 16)];
  return nextHigh === high
    ? nextLow === low + 1
    : nextHigh === high + 1 && !nextLow;
}
