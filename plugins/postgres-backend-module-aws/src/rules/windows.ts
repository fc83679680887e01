const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Shortest window that Amazon RDS accepts, in minutes. */
const SHORTEST = 30;

export const BACKUP_WINDOW_RULE =
  'must look like 03:00-04:00, in UTC and at least 30 minutes long';
export const MAINTENANCE_WINDOW_RULE =
  'must look like mon:01:00-mon:02:00, in UTC, at least 30 minutes and at most a day long';
export const OVERLAP_RULE = 'must not overlap the backup window';

/** Start and length in minutes. */
interface Span {
  start: number;
  length: number;
}

const TIME = '([01]\\d|2[0-3]):([0-5]\\d)';
const DAY_NAME = `(${DAYS.join('|')})`;

function span(from: number, to: number, cycle: number): Span | undefined {
  const length = (to - from + cycle) % cycle;
  return length >= SHORTEST ? { start: from, length } : undefined;
}

/** Reads a daily window; undefined for a text that breaks {@link BACKUP_WINDOW_RULE}. */
export function backupWindow(text: string): Span | undefined {
  const match = text.match(new RegExp(`^${TIME}-${TIME}$`));
  if (!match) return undefined;
  const [h1, m1, h2, m2] = match.slice(1).map(Number);
  return span(h1 * 60 + m1, h2 * 60 + m2, DAY);
}

/** Reads a weekly window; undefined for a text that breaks {@link MAINTENANCE_WINDOW_RULE}. */
export function maintenanceWindow(text: string): Span | undefined {
  const match = text
    .toLowerCase()
    .match(new RegExp(`^${DAY_NAME}:${TIME}-${DAY_NAME}:${TIME}$`));
  if (!match) return undefined;
  const [, day1, h1, m1, day2, h2, m2] = match;
  const minute = (day: string, hour: string, rest: string) =>
    DAYS.indexOf(day) * DAY + Number(hour) * 60 + Number(rest);
  const found = span(minute(day1, h1, m1), minute(day2, h2, m2), WEEK);
  return found && found.length <= DAY ? found : undefined;
}

/** Whether the daily and the weekly window have a minute in common. Adjacent windows do not. */
export function windowsOverlap(daily: Span, weekly: Span): boolean {
  return DAYS.some((_, day) => {
    const start = day * DAY + daily.start;
    // A window can extend past the end of the week.
    return [-WEEK, 0, WEEK].some(
      shift =>
        start + shift < weekly.start + weekly.length &&
        weekly.start < start + shift + daily.length,
    );
  });
}
