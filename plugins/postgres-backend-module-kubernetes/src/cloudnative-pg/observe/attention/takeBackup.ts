import { backupsOf } from '../backups/backupOf';
import { awaitsSchedule } from '../backups/schedules';
import type { Moment } from '../moment';

/** How to come by a backup. */
export function nextStepTo({ found }: Moment): string {
  if (backupsOf(found).some(({ status }) => status === 'running'))
    return 'Wait for the backup that is running.';
  return awaitsSchedule(found)
    ? 'Wait: the first backup begins by itself when the restart of the instances is done.'
    : 'Take a backup.';
}
