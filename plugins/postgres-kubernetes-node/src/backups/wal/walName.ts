/** The timeline before any promotion. */
export const FIRST_TIMELINE = '00000001';

/** Parses the name of a WAL file or of its backup label; history files and partial files are not WAL files. */
export function walOf(name = ''): string | undefined {
  return /^([0-9A-F]{24})(\.[0-9A-F]{8}\.backup)?$/.exec(name)?.[1];
}

/** Returns the timeline of a file, which its name begins with. Names are ordered within one timeline only. */
export function timelineOf(wal: string): string {
  return wal.slice(0, 8);
}

/** Returns a timeline as file names begin with it. */
export function timelineName(id: number | undefined): string | undefined {
  return id?.toString(16).toUpperCase().padStart(8, '0');
}

/** Returns the position of the file, independent of its timeline. */
export function fileOf(wal: string): string {
  return wal.slice(8);
}

/** Whether it is the next file, whatever the segment size and the timeline. */
export function follows(next: string, wal: string): boolean {
  const number = (name: string, from: number) =>
    parseInt(name.slice(from, from + 8), 16);
  const [high, low] = [number(wal, 8), number(wal, 16)];
  const [nextHigh, nextLow] = [number(next, 8), number(next, 16)];
  return nextHigh === high
    ? nextLow === low + 1
    : nextHigh === high + 1 && !nextLow;
}
