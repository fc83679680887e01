import {
  sinceOf,
  type RankedAttention,
  type RuleInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { hasFiveFields, formatSchedule } from '../backups/schedules';

/** Returns attention for schedules that most likely do not run at the intended time. */
export function suspectSchedules(
  input: RuleInput<CloudNativePgSnapshot>,
): RankedAttention[] {
  return input.snapshot.scheduledBackups
    .filter(({ suspended, schedule }) => !suspended && hasFiveFields(schedule))
    .map(({ name, schedule }) => {
      const cron = `0 ${schedule}`;
      return {
        id: `schedule-fields:${name}`,
        impact: 'note',
        severity: 'warning',
        what: message('scheduleHasFiveFields', {
          name,
          times: formatSchedule(schedule),
        }),
        ...sinceOf(input, `schedule-fields:${name}`),
        meaning: message('firstFieldIsSeconds'),
        nextStep: message('addSeconds', { times: formatSchedule(cron), cron }),
        evidence: schedule,
      };
    });
}
