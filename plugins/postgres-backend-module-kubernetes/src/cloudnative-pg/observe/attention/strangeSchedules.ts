import {
  sinceOf,
  type Cause,
  type JudgedMoment,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { hasFiveFields, inWords } from '../backups/schedules';
import type { FoundDatabase } from '../../model';

/** Schedules that most likely do not run when they were meant to. */
export function strangeSchedules(moment: JudgedMoment<FoundDatabase>): Cause[] {
  return moment.found.scheduledBackups
    .filter(({ suspended, schedule }) => !suspended && hasFiveFields(schedule))
    .map(({ name, schedule }) => ({
      id: `schedule-fields:${name}`,
      weight: 'note',
      severity: 'warning',
      what: `The schedule ${name} runs ${inWords(
        schedule,
      )}: its cron has five fields.`,
      ...sinceOf(moment, `schedule-fields:${name}`),
      meaning:
        'The operator reads the first field as seconds, and leaves out the day of the week. Most likely that is a mistake.',
      nextStep: `Where ${inWords(
        `0 ${schedule}`,
      )} is meant, make it '0 ${schedule}'.`,
      evidence: schedule,
    }));
}
