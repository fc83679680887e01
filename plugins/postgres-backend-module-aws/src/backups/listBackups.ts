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

/** AWS stores transaction logs every five minutes. */
const LOGS_LATE_MS = 20 * 60_000;

/** Section `backups`: the snapshots are read now. */
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
        description: 'AWS keeps it until somebody deletes it.',
        scope: 'database',
        ...backup!,
      },
    ],
    restore: restore!,
  };
}

/** Whether transaction logs are stored, by the newest moment that AWS can restore. */
function archivingOf(
  { latestRestorableAt: latest, retentionDays }: InstanceFacts,
  at: string,
): Backups['archiving'] {
  if (!retentionDays)
    return { state: 'attention', reason: 'Automated backups are off' };
  if (!latest)
    return {
      state: 'unknown',
      reason: 'AWS reports no moment that can be restored yet',
    };
  return Date.parse(at) - Date.parse(latest) > LOGS_LATE_MS
    ? {
        state: 'attention',
        reason: `Nothing after ${latest} can be restored, according to AWS`,
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
  return [{ description: `Daily${window}, kept for ${retentionDays} days` }];
}
