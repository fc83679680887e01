import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import {
  archiveTimeoutMs,
  earliest,
  iso,
  isListed,
  memoize,
  type ArchiveFacts,
  type BackupFacts,
  type ReportedBackups,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import {
  annotations,
  BARMAN_PLUGIN,
  skipsArchiving,
  type CloudNativePgSnapshot,
  type CachedObjectStore,
} from '../../model';
import { factsOf } from '../facts';
import { serverVersion } from '../identity';
import { conditionOf } from '../conditionOf';
import { backupFact } from './backupFact';
import { backupMethods } from './backupTargets';
import { primaryLacksPlugin } from './pluginInPods';
import { awaitsSchedule } from './schedules';

/** Returns what the operator and its plugin report about backups. */
export const backupFactsOf = memoize(
  (snapshot: CloudNativePgSnapshot): BackupFacts => {
    const { archiver, backups, cluster, scheduledBackups, statuses } = snapshot;
    const { record, status } = cluster;
    const version = serverVersion(snapshot) ?? record.spec.version;
    const last = conditionOf(snapshot, 'LastBackupSucceeded');
    return {
      createdAt: cluster.createdAt,
      dataCreatedAt: dataCreatedAt(snapshot),
      majorVersion: version ? majorVersion(version) : undefined,
      backups: backups.map(backup => backupFact(backup, snapshot)),
      // If the kind no longer exists, nothing is known about its former objects.
      unread: isListed(snapshot, 'backups') ? undefined : statuses.backups,
      listedAt: statuses.backups?.observedAt,
      isOn: backupMethods(snapshot).length > 0,
      lastFailure:
        last?.status === 'False' && last.reason === 'LastBackupFailed'
          ? { at: last.lastTransitionTime, message: last.message }
          : undefined,
      schedules: scheduledBackups.map(schedule => ({
        name: schedule.name,
        suspended: schedule.suspended,
        nextAt: schedule.status.nextScheduleTime,
        error: schedule.status.error,
      })),
      areSchedulesKnown: isListed(snapshot, 'scheduledBackups'),
      firstBegins: awaitsSchedule(snapshot)
        ? message('backupStartsAfterRestart')
        : undefined,
      beginNote: message('instancesRestartForBackups'),
      archive: archiveFacts(snapshot),
      archiver,
      primary: {
        timeline: status.timelineID,
        since: status.currentPrimaryTimestamp,
      },
      stoppedAt: factsOf(snapshot).primary?.ready
        ? undefined
        : stoppedAt(snapshot),
    };
  },
);

/**
 * Returns when the data was created. A recreated Cluster can reuse older
 * volumes and conditions, so the earliest time counts. Undefined for a Cluster
 * that was recovered from its own archive: older backups there are its own, too.
 */
function dataCreatedAt(snapshot: CloudNativePgSnapshot): string | undefined {
  const { archive, recoveredFrom, cluster, volumeClaims } = snapshot;
  if (
    archive?.destination &&
    recoveredFrom?.destination === archive.destination
  ) {
    return undefined;
  }
  return earliest([
    cluster.createdAt,
    ...(cluster.status.conditions ?? []).map(
      ({ lastTransitionTime }) => lastTransitionTime,
    ),
    ...volumeClaims
      .filter(({ role }) => role === 'PG_DATA')
      .map(({ createdAt }) => createdAt),
  ]);
}

function stoppedAt(snapshot: CloudNativePgSnapshot): string | undefined {
  const transitionTo = (type: string, status: string) => {
    const condition = conditionOf(snapshot, type);
    return condition?.status === status
      ? condition.lastTransitionTime
      : undefined;
  };
  return (
    transitionTo('cnpg.io/hibernation', 'True') ??
    snapshot.cluster.status.currentPrimaryFailingSinceTimestamp ??
    transitionTo('Ready', 'False')
  );
}

function archiveFacts(
  snapshot: CloudNativePgSnapshot,
): ArchiveFacts | undefined {
  const { archive, sharesArchiveWith, cluster } = snapshot;
  if (!archive) return undefined;
  const unsupported = archive.plugin?.name !== BARMAN_PLUGIN && archive.plugin;
  const others = sharesArchiveWith.map(({ namespace, name }) =>
    namespace === cluster.namespace ? name : `${namespace}/${name}`,
  );
  const stored = storedWindow(snapshot);
  return {
    destination: archive.destination,
    unknown: unsupported
      ? message('archivingPluginUnknown', { name: unsupported.name })
      : undefined,
    sharedWith: others.length ? `Cluster ${others.join(', ')}` : undefined,
    separate: {
      fromOther: message('separateArchives'),
      fromEarlier: message('ownArchive'),
    },
    reported: reportedByArchive(snapshot, stored),
    holdsFrom: stored?.firstRecoverabilityPoint,
    off: skipsArchiving(cluster)
      ? {
          annotation: annotations.skipWalArchiving,
          undo: message('removeAnnotation'),
        }
      : undefined,
    starting: primaryLacksPlugin(snapshot)
      ? message('archivingStartsWithPlugin')
      : undefined,
    condition: archivingCondition(snapshot),
    timeoutMs: archiveTimeoutMs(
      cluster.spec.postgresql?.parameters?.archive_timeout,
    ),
  };
}

/** The operator reports success even if no archive is configured: call this only with an archive. */
function archivingCondition(
  snapshot: CloudNativePgSnapshot,
): ArchiveFacts['condition'] {
  const {
    status,
    message: said,
    lastTransitionTime,
  } = conditionOf(snapshot, 'ContinuousArchiving') ?? {};
  if (status !== 'True' && status !== 'False') return undefined;
  return {
    works: status === 'True',
    since: iso(lastTransitionTime),
    message: said,
    // Barman's message if a new archive would start in a folder that is in use.
    nextStep: /empty archive/i.test(said ?? '')
      ? message('archiveFolderInUse')
      : undefined,
  };
}

type Stored = CachedObjectStore['recoveryWindow'][string];

/** Returns the plugin's own record of what the object store contains. */
function storedWindow({
  archive,
  objectStores,
}: CloudNativePgSnapshot): Stored | undefined {
  const { barmanObjectName } = archive?.plugin?.parameters ?? {};
  return objectStores.find(({ name }) => name === barmanObjectName)
    ?.recoveryWindow[archive?.serverName ?? ''];
}

/** Without the plugin, the status of the Cluster contains this record. */
function reportedByArchive(
  snapshot: CloudNativePgSnapshot,
  stored: Stored | undefined,
): ReportedBackups {
  const { archive, cluster, statuses } = snapshot;
  const { status } = cluster;
  return archive?.plugin
    ? {
        firstRecoverableAt: stored?.firstRecoverabilityPoint,
        lastSucceededAt: stored?.lastSuccessfulBackupTime,
        lastFailedAt: stored?.lastFailedBackupTime,
        readAt: statuses.objectStores?.observedAt,
      }
    : {
        firstRecoverableAt: status.firstRecoverabilityPoint,
        lastSucceededAt: status.lastSuccessfulBackup,
        lastFailedAt: status.lastFailedBackup,
        readAt: statuses.clusters?.observedAt,
      };
}
