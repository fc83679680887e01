import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import { isListed } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import cronstrue from 'cronstrue';
import { message } from '../../messages';
import {
  namesOf,
  type CloudNativePgSnapshot,
  describeCron,
  asSixFields,
  cronFields,
} from '../../model';

/** Describes the schedules. The operator runs them in its own time zone, which is UTC in its image. */
export function schedulesOf(
  snapshot: CloudNativePgSnapshot,
): NonNullable<Backups['schedules']> {
  return snapshot.scheduledBackups.map(
    ({ name, schedule, suspended, status }) => ({
      description: hasFiveFields(schedule)
        ? message('scheduleMistaken', { name, times: formatSchedule(schedule) })
        : message('scheduleRuns', { name, times: formatSchedule(schedule) }),
      ...(suspended ? { suspended } : { nextRunAt: status.nextScheduleTime }),
    }),
  );
}

/** Returns whether a requested schedule does not exist yet for the current archive. It takes the first backup into that archive. */
export function awaitsSchedule(snapshot: CloudNativePgSnapshot): boolean {
  const { cluster, scheduledBackups } = snapshot;
  const { record, managedBy, deletedAt } = cluster;
  const { backup } = (record.spec.options ?? {}) as {
    backup?: { schedule?: string; folder?: string };
  };
  const { scheduledBackup } = namesOf(cluster.name);
  return (
    backup?.schedule !== undefined &&
    !managedBy &&
    !deletedAt &&
    isListed(snapshot, 'scheduledBackups') &&
    !scheduledBackups.some(
      ({ name, archive }) =>
        name === scheduledBackup && isSameArchive(archive, backup.folder),
    )
  );
}

/** Folders that differ only in the major version count as the same archive: a first backup there waits for the schedule. */
export function isSameArchive(one?: string, other?: string): boolean {
  const plain = (folder: string) => folder.replace(/-pg\d+$/, '');
  return !one || !other || plain(one) === plain(other);
}

/** Returns whether the expression was most likely written for a cron whose first field is minutes. */
export function hasFiveFields(cron: string): boolean {
  return cronFields(cron).length === 5;
}

/** Describes when it runs, as the operator reads it. Uses the form that people can enter, if there is one. */
export function formatSchedule(cron: string): string {
  // Only the cron library of Go knows this form.
  if (/^@every /.test(cron)) return cron.slice(1);
  const fields = asSixFields(cron);
  if (!fields) return `cron '${cron}'`;
  const description = describeCron(fields);
  if (!description.startsWith('cron ')) return description;
  const minute = /^0 (\d{1,2}) \* \* \* \*$/.exec(fields)?.[1];
  if (minute) return `every hour at minute ${Number(minute)}`;
  try {
    return cronstrue.toString(fields, { use24HourTimeFormat: true });
  } catch {
    return `cron '${cron}'`;
  }
}
