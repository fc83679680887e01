import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import cronstrue from 'cronstrue';
import {
  namesOf,
  type CloudNativePgSnapshot,
  describeCron,
  asSixFields,
  cronFields,
} from '../../model';

/** Schedules in words. The operator runs them in its own time zone, which is UTC in its image. */
export function schedulesOf(
  snapshot: CloudNativePgSnapshot,
): NonNullable<Backups['schedules']> {
  return snapshot.scheduledBackups.map(
    ({ name, schedule, suspended, status }) => ({
      description: `${name}: ${formatSchedule(schedule)} UTC${
        suspended ? ', suspended' : ''
      }${
        hasFiveFields(schedule)
          ? `. Most likely a mistake: its cron '${schedule}' has five fields, and the first stands for seconds`
          : ''
      }`,
      ...(!suspended &&
        status.nextScheduleTime && { nextRunAt: status.nextScheduleTime }),
    }),
  );
}

/** Whether the record asks for a schedule that is still to be written: for its archive, of which it takes the first backup. */
export function awaitsSchedule(snapshot: CloudNativePgSnapshot): boolean {
  const { cluster, scheduledBackups, statuses } = snapshot;
  const { record, managedBy, deletedAt } = cluster;
  const { backup } = (record.spec.options ?? {}) as {
    backup?: { schedule?: string; folder?: string };
  };
  const { status = 'ok' } = statuses.scheduledBackups ?? {};
  const { scheduledBackup } = namesOf(cluster.name);
  return (
    backup?.schedule !== undefined &&
    !managedBy &&
    !deletedAt &&
    status === 'ok' &&
    !scheduledBackups.some(
      ({ name, archive }) =>
        name === scheduledBackup && isSameArchive(archive, backup.folder),
    )
  );
}

/** A folder of another major version is no other archive: its first backup comes at its time. */
export function isSameArchive(one?: string, other?: string): boolean {
  const plain = (folder: string) => folder.replace(/-pg\d+$/, '');
  return !one || !other || plain(one) === plain(other);
}

/** Whether it was most likely written for a cron that begins with minutes. */
export function hasFiveFields(cron: string): boolean {
  return cronFields(cron).length === 5;
}

/** When it runs, as the operator reads it. Our own words where there are, so that they can be typed again. */
export function formatSchedule(cron: string): string {
  // Go's cron knows this one alone.
  if (/^@every /.test(cron)) return cron.slice(1);
  const fields = asSixFields(cron);
  if (!fields) return `cron '${cron}'`;
  const words = describeCron(fields);
  if (!words.startsWith('cron ')) return words;
  const minute = /^0 (\d{1,2}) \* \* \* \*$/.exec(fields)?.[1];
  if (minute) return `every hour at minute ${Number(minute)}`;
  try {
    return cronstrue.toString(fields, { use24HourTimeFormat: true });
  } catch {
    return `cron '${cron}'`;
  }
}
