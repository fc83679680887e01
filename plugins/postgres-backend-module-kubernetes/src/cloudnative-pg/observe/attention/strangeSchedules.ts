import {
  sinceOf,
  type Cause,
  type JudgedMoment,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { FoundDatabase } from '../../model';
import { hasFiveFields, inWords } from '../backups/schedules';

/** Schedules that most likely do not run when they were meant to. */
export function strangeSchedules(moment: JudgedMoment<FoundDatabase>): Cause[] {
  return moment.found.scheduledBackups
    .filter(({ suspended, schedule }) => !suspended && hasFiveFields(schedule))
    .map(({ name, schedule }) => {
      const cron = `0 ${schedule}`;
      return {
        id: `schedule-fields:${name}`,
        weight: 'note',
        severity: 'warning',
        what: message('scheduleHasFiveFields', {
          name,
          times: inWords(schedule),
        }),
        ...sinceOf(moment, `schedule-fields:${name}`),
        meaning: message('firstFieldIsSeconds'),
        nextStep: message('addSeconds', { times: inWords(cron), cron }),
        evidence: schedule,
      };
    });
}
