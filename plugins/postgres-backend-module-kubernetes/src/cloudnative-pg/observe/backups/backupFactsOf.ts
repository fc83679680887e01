import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import {
  archiveTimeoutMs,
  earliest,
  iso,
  perFound,
  type ArchiveFacts,
  type BackupFacts,
  type ToldBackups,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import {
  annotations,
  BARMAN_PLUGIN,
  skipsArchiving,
  type FoundDatabase,
  type KeptObjectStore,
} from '../../model';
import { factsOf } from '../facts';
import { serverVersion } from '../identity';
import { conditionOf } from '../conditionOf';
import { backupFact } from './backupFact';
import { backupMethods } from './backupTargets';
import { primaryLacksPlugin } from './pluginInPods';
import { awaitsSchedule } from './schedules';

/** What the operator and its plugin tell of backups. */
export const backupFactsOf = perFound((found: FoundDatabase): BackupFacts => {
  const { archiver, backups, cluster, scheduledBackups, statuses } = found;
  const { record, status } = cluster;
  const version = serverVersion(found) ?? record.spec.version;
  const { status: read = 'ok' } = statuses.backups ?? {};
  const { status: schedulesRead = 'ok' } = statuses.scheduledBackups ?? {};
  const last = conditionOf(found, 'LastBackupSucceeded');
  return {
    createdAt: cluster.createdAt,
    bornAt: bornAt(found),
    majorVersion: version ? majorVersion(version) : undefined,
    backups: backups.map(backup => backupFact(backup, found)),
    // A kind that is gone says nothing of what it held.
    unread: read === 'ok' ? undefined : statuses.backups,
    listedAt: statuses.backups?.observedAt,
    isOn: backupMethods(found).length > 0,
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
    firstBegins: awaitsSchedule(found)
      ? message('backupStartsAfterRestart')
      : undefined,
    beginNote: message('instancesRestartForBackups'),
    archive: archiveFacts(found),
    archiver,
    primary: {
      timeline: status.timelineID,
      since: status.currentPrimaryTimestamp,
    },
    stoppedAt: factsOf(found).primary?.ready ? undefined : stoppedAt(found),
  };
});

/**
 * Its volumes, and what the operator tells of it, may be older than a Cluster
 * that was made anew over them. One that was recovered from the archive that it
 * writes to goes on with what is older there.
 */
function bornAt(found: FoundDatabase): string | undefined {
  const { archive, recoveredFrom, cluster, volumeClaims } = found;
  if (archive?.place && recoveredFrom?.place === archive.place) {
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

function stoppedAt(found: FoundDatabase): string | undefined {
  const told = (type: string, status: string) => {
    const condition = conditionOf(found, type);
    return condition?.status === status
      ? condition.lastTransitionTime
      : undefined;
  };
  return (
    told('cnpg.io/hibernation', 'True') ??
    found.cluster.status.currentPrimaryFailingSinceTimestamp ??
    told('Ready', 'False')
  );
}

function archiveFacts(found: FoundDatabase): ArchiveFacts | undefined {
  const { archive, archivesWith, cluster } = found;
  if (!archive) return undefined;
  const strange = archive.plugin?.name !== BARMAN_PLUGIN && archive.plugin;
  const others = archivesWith.map(({ namespace, name }) =>
    namespace === cluster.namespace ? name : `${namespace}/${name}`,
  );
  const stored = storedWindow(found);
  return {
    place: archive.place,
    unknown: strange
      ? message('archivingPluginUnknown', { name: strange.name })
      : undefined,
    sharedWith: others.length ? `Cluster ${others.join(', ')}` : undefined,
    separate: 'another serverName or destinationPath',
    told: toldByArchive(found, stored),
    holdsFrom: stored?.firstRecoverabilityPoint,
    off: skipsArchiving(cluster)
      ? {
          by: `the annotation ${annotations.skipWalArchiving}`,
          undo: message('removeAnnotation'),
        }
      : undefined,
    starting: primaryLacksPlugin(found)
      ? 'WAL is archived once the primary was restarted with the plugin for backups'
      : undefined,
    said: saidOfArchiving(found),
    timeoutMs: archiveTimeoutMs(
      cluster.spec.postgresql?.parameters?.archive_timeout,
    ),
  };
}

/** Where no archive is configured the operator calls archiving a success, too. */
function saidOfArchiving(found: FoundDatabase): ArchiveFacts['said'] {
  const {
    status,
    message: said,
    lastTransitionTime,
  } = conditionOf(found, 'ContinuousArchiving') ?? {};
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

type Stored = KeptObjectStore['recoveryWindow'][string];

/** The plugin's own record of what lies in the object store. */
function storedWindow({
  archive,
  objectStores,
}: FoundDatabase): Stored | undefined {
  const { barmanObjectName } = archive?.plugin?.parameters ?? {};
  return objectStores.find(({ name }) => name === barmanObjectName)
    ?.recoveryWindow[archive?.serverName ?? ''];
}

/** For an archive of the operator itself the Cluster holds its record. */
function toldByArchive(
  found: FoundDatabase,
  stored: Stored | undefined,
): ToldBackups {
  const { archive, cluster, statuses } = found;
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
