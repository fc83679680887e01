import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions, RegionApi } from '../aws';
import { type InstanceFacts, meaningOf } from '../instance';
import {
  isSnapshotOf,
  type Observation,
  observedDatabase,
  protectedUntilOf,
  readSnapshots,
  recoveryWindowOf,
  shownBy,
  supportEndedAt,
} from '../observe';
import { message } from '../messages';
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
  const { backup, restore } = operationsOf(
    recorded,
    supportEndedAt(observation.details, instance.version),
  );
  return {
    backups: snapshots
      .filter(snapshot => isSnapshotOf(instance, snapshot))
      .flatMap(({ createdAt, ...snapshot }) =>
        // AWS reports the time of a snapshot of others when it is finished.
        createdAt
          ? [snapshotBackup(observation.config, { ...snapshot, createdAt })]
          : [],
      )
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
    recoveryWindow: recoveryWindowOf(
      observation,
      observedDatabase(observation, recorded),
    ),
    protectedUntil: protectedUntilOf(observation, instance),
    archiving: archivingOf(observation, instance),
    schedules: schedulesOf(instance),
    methods: [
      {
        id: SNAPSHOT_METHOD,
        title: message('snapshot'),
        description: message('snapshotRetention'),
        scope: 'database',
        ...backup!,
      },
    ],
    restore: restore!,
  };
}

/** Returns whether transaction logs are stored, by the latest restorable time. */
function archivingOf(
  observation: Observation,
  instance: InstanceFacts,
): Backups['archiving'] {
  const { config, at } = observation;
  if (config.endpoint) return { state: 'unknown', reason: message('emulated') };
  if (!instance.retentionDays)
    return { state: 'attention', reason: message('backupsOff') };
  if (meaningOf(instance.status)?.kind === 'stopped')
    return { state: 'unknown', reason: message('isStopped') };
  const latest = protectedUntilOf(observation, instance);
  if (!latest) return { state: 'unknown', reason: message('notRestorableYet') };
  return Date.parse(at) - Date.parse(latest) > LOGS_LATE_MS
    ? {
        state: 'attention',
        reason: message('logsLate', { at: latest }),
        lastArchivedAt: latest,
      }
    : {
        state: 'working',
        reason: message('logsStored'),
        evidence: shownBy('archiving', 'archive', at),
        lastArchivedAt: latest,
      };
}

function schedulesOf({
  backupWindow,
  retentionDays,
}: InstanceFacts): Backups['schedules'] {
  if (!retentionDays) return [];
  const count = retentionDays;
  return [
    {
      description: backupWindow
        ? message('dailyBetween', { window: backupWindow, count })
        : message('daily', { count }),
    },
  ];
}
