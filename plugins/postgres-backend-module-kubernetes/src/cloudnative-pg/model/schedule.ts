import {
  cronOf,
  describeSchedule,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Returns the operator's cron expression with six fields, seconds first, or undefined if `schedule` is not valid. */
export function scheduleToCron(schedule: string): string | undefined {
  const cron = cronOf(schedule);
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

/** Splits a cron expression into its fields; the operator's has six. */
export const cronFields = (cron: string) => cron.trim().split(/\s+/);

/**
 * Returns the six fields that the operator reads (robfig/cron 1.2): seconds
 * first; the day of the week is optional. Undefined if the operator refuses the
 * expression.
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
 * Describes a six-field cron expression in the form that {@link scheduleToCron}
 * reads. Returns `cron '…'` for an expression that has no such form.
 */
export function describeCron(cron: string): string {
  const [second, ...fields] = cronFields(cron);
  const text = second === '0' ? describeSchedule(fields.join(' ')) : undefined;
  return text ?? `cron '${cron}'`;
}
