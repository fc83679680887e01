import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import {
  archiveTimeoutMs,
  earliest,
  iso,
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

/** What the operator and its plugin tell of backups. */
export const backupFactsOf = memoize(
  (snapshot: CloudNativePgSnapshot): BackupFacts => {
    const { archiver, backups, cluster, scheduledBackups, statuses } = snapshot;
    const { record, status } = cluster;
    const version = serverVersion(snapshot) ?? record.spec.version;
    const { status: read = 'ok' } = statuses.backups ?? {};
    const { status: schedulesRead = 'ok' } = statuses.scheduledBackups ?? {};
    const last = conditionOf(snapshot, 'LastBackupSucceeded');
    return {
      createdAt: cluster.createdAt,
      dataCreatedAt: dataCreatedAt(snapshot),
      majorVersion: version ? majorVersion(version) : undefined,
      backups: backups.map(backup => backupFact(backup, snapshot)),
      // A kind that is gone says nothing of what it held.
      unread: read === 'ok' ? undefined : statuses.backups,
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
      areSchedulesKnown: schedulesRead === 'ok',
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
 * Its volumes, and what the operator tells of it, may be older than a Cluster
 * that was made anew over them. One that was recovered from the archive that it
 * writes to goes on with what is older there.
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
  const told = (type: string, status: string) => {
    const condition = conditionOf(snapshot, type);
    return condition?.status === status
      ? condition.lastTransitionTime
      : undefined;
  };
  return (
    told('cnpg.io/hibernation', 'True') ??
    snapshot.cluster.status.currentPrimaryFailingSinceTimestamp ??
    told('Ready', 'False')
  );
}

function archiveFacts(
  snapshot: CloudNativePgSnapshot,
): ArchiveFacts | undefined {
  const { archive, sharesArchiveWith, cluster } = snapshot;
  if (!archive) return undefined;
  const strange = archive.plugin?.name !== BARMAN_PLUGIN && archive.plugin;
  const others = sharesArchiveWith.map(({ namespace, name }) =>
    namespace === cluster.namespace ? name : `${namespace}/${name}`,
  );
  const stored = storedWindow(snapshot);
  return {
    destination: archive.destination,
    unknown: strange
      ? message('archivingPluginUnknown', { name: strange.name })
      : undefined,
    sharedWith: others.length ? `Cluster ${others.join(', ')}` : undefined,
    separate: 'another serverName or destinationPath',
    told: toldByArchive(snapshot, stored),
    holdsFrom: stored?.firstRecoverabilityPoint,
    off: skipsArchiving(cluster)
      ? {
          by: `the annotation ${annotations.skipWalArchiving}`,
          undo: message('removeAnnotation'),
        }
      : undefined,
    starting: primaryLacksPlugin(snapshot)
      ? 'WAL is archived once the primary was restarted with the plugin for backups'
      : undefined,
    said: saidOfArchiving(snapshot),
    timeoutMs: archiveTimeoutMs(
      cluster.spec.postgresql?.parameters?.archive_timeout,
    ),
  };
}

/** Where no archive is configured the operator calls archiving a success, too. */
function saidOfArchiving(
  snapshot: CloudNativePgSnapshot,
): ArchiveFacts['said'] {
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
    // Barman's words where an archive would begin in a folder that is in use.
    nextStep: /empty archive/i.test(said ?? '')
      ? message('archiveFolderInUse')
      : undefined,
  };
}

type Stored = CachedObjectStore['recoveryWindow'][string];

/** The plugin's own record of what lies in the object store. */
function storedWindow({
  archive,
  objectStores,
}: CloudNativePgSnapshot): Stored | undefined {
  const { barmanObjectName } = archive?.plugin?.parameters ?? {};
  return objectStores.find(({ name }) => name === barmanObjectName)
    ?.recoveryWindow[archive?.serverName ?? ''];
}

/** For an archive of the operator itself the Cluster holds its record. */
function toldByArchive(
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
