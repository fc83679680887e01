import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions, RegionApi } from '../aws';
import type { InstanceFacts } from '../instance';
import {
  isSnapshotOf,
  type Observation,
  observedDatabase,
  readSnapshots,
  recoveryWindowOf,
  shownBy,
} from '../observe';
import { operationsOf, type RecordedInstance } from '../record';
import { SNAPSHOT_METHOD, snapshotBackup } from './snapshotBackup';

/** Age of the latest restorable time that needs attention. AWS stores transaction logs every five minutes. */
const LOGS_LATE_MS = 20 * 60_000;

/** Returns section `backups`. Reads the snapshots of the instance. */
export async function listBackups(
  api: RegionApi,
  observation: Observation,
  recorded: RecordedInstance,
  options: CallOptions,
): Promise<Backups> {
  const { instance } = recorded;
  const snapshots = await readSnapshots(
    api,
    { identifier: instance.identifier },
    options,
  );
  const { backup, restore } = operationsOf(recorded);
  return {
    backups: snapshots
      .filter(snapshot => isSnapshotOf(instance, snapshot))
      .map(snapshotBackup)
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
    recoveryWindow: recoveryWindowOf(
      observation,
      observedDatabase(observation, recorded),
    ),
    protectedUntil: instance.latestRestorableAt,
    archiving: archivingOf(instance, observation.at),
    schedules: schedulesOf(instance),
    methods: [
      {
        id: SNAPSHOT_METHOD,
        title: 'Manual snapshot',
        description: 'AWS retains it until it is deleted.',
        scope: 'database',
        ...backup!,
      },
    ],
    restore: restore!,
  };
}

/** Returns whether transaction logs are stored, by the latest restorable time. */
function archivingOf(
  { latestRestorableAt: latest, retentionDays }: InstanceFacts,
  at: string,
): Backups['archiving'] {
  if (!retentionDays)
    return { state: 'attention', reason: 'Automated backups are off' };
  if (!latest)
    return {
      state: 'unknown',
      reason: 'AWS reports no restorable time yet',
    };
  return Date.parse(at) - Date.parse(latest) > LOGS_LATE_MS
    ? {
        state: 'attention',
        reason: `AWS cannot restore to a time after ${latest}`,
        lastArchivedAt: latest,
      }
    : {
        state: 'working',
        reason: 'AWS stores transaction logs every five minutes',
        evidence: shownBy('archiving', 'archive', at),
        lastArchivedAt: latest,
      };
}

function schedulesOf({
  backupWindow,
  retentionDays,
}: InstanceFacts): Backups['schedules'] {
  if (!retentionDays) return [];
  const window = backupWindow ? ` between ${backupWindow} UTC` : '';
  return [
    { description: `Daily${window}, retained for ${retentionDays} days` },
  ];
}
