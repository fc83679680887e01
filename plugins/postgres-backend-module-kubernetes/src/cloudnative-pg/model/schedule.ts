import {
  cronOf,
  describeSchedule,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** The operator's cron of six fields, seconds first; undefined where the words are none. */
export function scheduleToCron(words: string): string | undefined {
  const cron = cronOf(words);
  return cron && `0 ${cron}`;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const DESCRIPTORS: Record<string, string> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/** Fields of a cron; the operator's has six. */
export const cronFields = (cron: string) => cron.trim().split(/\s+/);

/**
 * The six fields that the operator reads (robfig/cron 1.2): seconds first, and
 * the day of the week may be left out. Undefined where it refuses the text.
 */
export function asSixFields(cron: string): string | undefined {
  const fields = cronFields(DESCRIPTORS[cron.trim()] ?? cron);
  if (fields.length === 5) fields.push('*');
  if (fields.length !== 6) return undefined;
  const weekday = DAYS.indexOf(fields[5].toLowerCase());
  if (weekday >= 0) fields[5] = `${weekday}`;
  return fields.map(field => (field === '?' ? '*' : field)).join(' ');
}

/**
 * The words for a cron of six fields. One that was made elsewhere and has no
 * words stays as it is, named as what it is.
 */
export function describeCron(cron: string): string {
  const [second, ...fields] = cronFields(cron);
  const words = second === '0' ? describeSchedule(fields.join(' ')) : undefined;
  return words ?? `cron '${cron}'`;
}
