import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import cronstrue from 'cronstrue';
import { describeCron, type FoundDatabase } from '../../model';

/** Schedules in words. The operator runs them in its own time zone, which is UTC in its image. */
export function schedulesOf(found: FoundDatabase): Backups['schedules'] {
  return found.scheduledBackups.map(
    ({ name, schedule, suspended, status }) => ({
      description: `${name}: ${inWords(schedule)} UTC${
        suspended ? ', suspended' : ''
      }`,
      ...(!suspended &&
        status.nextScheduleTime && { nextRunAt: status.nextScheduleTime }),
    }),
  );
}

/** Our own words where there are, so that they can be typed again. */
export function inWords(cron: string): string {
  const words = describeCron(cron);
  if (!words.startsWith('cron ')) return words;
  // Go's cron knows this one alone (robfig/cron v3).
  if (/^@every /.test(cron)) return cron.slice(1);
  try {
    return cronstrue.toString(cron, { use24HourTimeFormat: true });
  } catch {
    return words;
  }
}
