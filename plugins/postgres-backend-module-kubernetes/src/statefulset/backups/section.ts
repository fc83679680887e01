import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import {
  backupsSection,
  checkBackupsReadable,
  describeSchedule,
  nextRunAfter,
  type BackupsSectionInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import type { StatefulSetContext, StatefulSetSnapshot } from '../model';
import { backupFactsOf, METHOD } from './facts';
import { backupKinds } from './kinds';

const METHODS: BackupsSectionInput['methods'] = [
  {
    id: METHOD,
    title: message('dumpMethod'),
    description: message('dumpMethodVerifies'),
  },
];

function schedulesOf(
  { cronJobs }: StatefulSetSnapshot,
  now: Date,
): Backups['schedules'] {
  return cronJobs.map(({ schedule, suspended }) => {
    const description = providerMessage('verbatim', {
      text: describeSchedule(schedule) ?? schedule,
    });
    return suspended
      ? { description, suspended }
      : { description, nextRunAt: nextRunAfter(schedule, now)?.toISOString() };
  });
}

/** Returns the section `backups`, from the cache. @throws UpstreamError if their objects cannot be read. */
export function sectionOf(
  { name, watch }: StatefulSetContext,
  snapshot: StatefulSetSnapshot,
  operations: BackupsSectionInput['operations'],
  now: Date,
): Backups {
  for (const kind of [backupKinds.jobs, backupKinds.backupClaims])
    checkBackupsReadable(name, kind.resource, watch.status<unknown>(kind));
  return backupsSection(
    backupFactsOf(snapshot),
    { operations, schedules: schedulesOf(snapshot, now), methods: METHODS },
    now,
  );
}
