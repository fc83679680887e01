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
  "must be words such as 'hourly', 'every 6 hours', 'daily at 02:00', 'weekly on sunday at 02:00' or 'monthly on day 1 at 02:00' (UTC)";

const TIME = '(?<hour>[01]\\d|2[0-3]):(?<minute>[0-5]\\d)';

const WORDS: Array<[RegExp, (part: Record<string, string>) => string]> = [
  [/^hourly$/, () => '0 0 * * * *'],
  [
    /^every (?<hours>2|3|4|6|8|12) hours$/,
    ({ hours }) => `0 0 */${hours} * * *`,
  ],
  [
    new RegExp(`^daily at ${TIME}$`),
    ({ hour, minute }) => `0 ${+minute} ${+hour} * * *`,
  ],
  [
    new RegExp(`^weekly on (?<day>${DAYS.join('|')}) at ${TIME}$`),
    ({ day, hour, minute }) => `0 ${+minute} ${+hour} * * ${DAYS.indexOf(day)}`,
  ],
  [
    // Not every month has a 29th: nobody wants a month without a backup.
    new RegExp(`^monthly on day (?<day>[1-9]|1\\d|2[0-8]) at ${TIME}$`),
    ({ day, hour, minute }) => `0 ${+minute} ${+hour} ${+day} * *`,
  ],
];

/** The operator's cron of six fields, seconds first; undefined where the words are none. @public */
export function scheduleToCron(words: string): string | undefined {
  for (const [pattern, toCron] of WORDS) {
    const match = words.toLowerCase().match(pattern);
    if (match) return toCron(match.groups ?? {});
  }
  return undefined;
}

/** A schedule in words. @public */
export const scheduleSchema = z
  .string()
  .refine(words => scheduleToCron(words) !== undefined, { message: RULE });

const DESCRIPTORS: Record<string, string> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/** Fields of a cron; the operator's has six. @public */
export const cronFields = (cron: string) => cron.trim().split(/\s+/);

/**
 * The six fields that the operator reads (robfig/cron 1.2): seconds first, and
 * the day of the week may be left out. Undefined where it refuses the text.
 *
 * @public
 */
export function asSixFields(cron: string): string | undefined {
  const fields = cronFields(DESCRIPTORS[cron.trim()] ?? cron);
  if (fields.length === 5) fields.push('*');
  if (fields.length !== 6) return undefined;
  const weekday = DAYS.findIndex(
    day => day.slice(0, 3) === fields[5].toLowerCase(),
  );
  if (weekday >= 0) fields[5] = `${weekday}`;
  return fields.map(field => (field === '?' ? '*' : field)).join(' ');
}

/**
 * The words for a cron of six fields. One that was made elsewhere and has no
 * words stays as it is, named as what it is.
 *
 * @public
 */
export function describeCron(cron: string): string {
  const [second, minute, hour, day, month, weekday] = cronFields(cron);
  const time = `${hour?.padStart(2, '0')}:${minute?.padStart(2, '0')}`;
  const every = hour?.match(/^\*\/(\d+)$/)?.[1];
  const candidates = [
    'hourly',
    `every ${every} hours`,
    `daily at ${time}`,
    `weekly on ${DAYS[Number(weekday) % 7]} at ${time}`,
    `monthly on day ${day} at ${time}`,
  ];
  const normal = [
    second,
    minute,
    hour,
    day,
    month,
    weekday?.replace('7', '0'),
  ].join(' ');
  return (
    candidates.find(words => scheduleToCron(words) === normal) ??
    `cron '${cron}'`
  );
}
