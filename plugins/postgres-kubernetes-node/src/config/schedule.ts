import { z } from 'zod';

const DAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];

const RULE =
  "must be a schedule such as 'hourly', 'every 6 hours', 'daily at 02:00', 'weekly on sunday at 02:00' or 'monthly on day 1 at 02:00' (UTC)";

const TIME = '(?<hour>[01]\\d|2[0-3]):(?<minute>[0-5]\\d)';

const SCHEDULE: Array<[RegExp, (part: Record<string, string>) => string]> = [
  [/^hourly$/, () => '0 * * * *'],
  [/^every (?<hours>2|3|4|6|8|12) hours$/, ({ hours }) => `0 */${hours} * * *`],
  [
    new RegExp(`^daily at ${TIME}$`),
    ({ hour, minute }) => `${+minute} ${+hour} * * *`,
  ],
  [
    new RegExp(`^weekly on (?<day>${DAYS.join('|')}) at ${TIME}$`),
    ({ day, hour, minute }) => `${+minute} ${+hour} * * ${DAYS.indexOf(day)}`,
  ],
  [
    // Not every month has a 29th, and no month should be without a backup.
    new RegExp(`^monthly on day (?<day>[1-9]|1\\d|2[0-8]) at ${TIME}$`),
    ({ day, hour, minute }) => `${+minute} ${+hour} ${+day} * *`,
  ],
];

/** Returns a five-field cron expression, or undefined if the text is not a schedule. @public */
export function cronOf(text: string): string | undefined {
  for (const [pattern, toCron] of SCHEDULE) {
    const match = text.toLowerCase().match(pattern);
    if (match) return toCron(match.groups ?? {});
  }
  return undefined;
}

/** A schedule as text. @public */
export const scheduleSchema = z
  .string()
  .refine(text => cronOf(text) !== undefined, { message: RULE });

/** Returns the text for a five-field cron expression, or undefined if there is none. @public */
export function describeSchedule(cron: string): string | undefined {
  const [minute, hour, day, month, weekday] = cron.trim().split(/\s+/);
  const time = `${hour?.padStart(2, '0')}:${minute?.padStart(2, '0')}`;
  const every = hour?.match(/^\*\/(\d+)$/)?.[1];
  const candidates = [
    'hourly',
    `every ${every} hours`,
    `daily at ${time}`,
    `weekly on ${DAYS[Number(weekday) % 7]} at ${time}`,
    `monthly on day ${day} at ${time}`,
  ];
  const normal = [minute, hour, day, month, weekday?.replace('7', '0')].join(
    ' ',
  );
  return candidates.find(text => cronOf(text) === normal);
}

/** Longest time between two runs of a schedule: a month. */
const MAX_HOURS = 32 * 24;
const HOUR_MS = 3_600_000;

/** Whether a time matches the fields of a cron expression as {@link cronOf} returns them, except the minute. */
function matchesHour(fields: string[], at: Date): boolean {
  const [, hour, day, , weekday] = fields;
  const fits = (field: string, value: number) =>
    field === '*' ||
    (field.startsWith('*/')
      ? value % Number(field.slice(2)) === 0
      : value === Number(field));
  return (
    fits(hour, at.getUTCHours()) &&
    fits(day, at.getUTCDate()) &&
    fits(weekday, at.getUTCDay())
  );
}

/**
 * Returns the first run after a time, in UTC, for a cron expression that {@link cronOf}
 * returned; undefined for any other.
 *
 * @public
 */
export function nextRunAfter(cron: string, after: Date): Date | undefined {
  if (describeSchedule(cron) === undefined) return undefined;
  const fields = cron.trim().split(/\s+/);
  const first = new Date(after);
  first.setUTCMinutes(Number(fields[0]), 0, 0);
  for (let hours = 0; hours <= MAX_HOURS; hours++) {
    const at = new Date(first.getTime() + hours * HOUR_MS);
    if (at > after && matchesHour(fields, at)) return at;
  }
  return undefined;
}
