import {
  iso,
  type ArchiverStats,
  type PrimaryReport,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  skipsArchiving,
  type ClusterContext,
  type CloudNativePgSnapshot,
  type CachedCloudNativePgPod,
} from '../../model';
import { factsOf } from '../facts';
import { probePods, type InstanceStatus } from '../health/instanceStatus';

/** Queries the primary for the progress of archiving and records the response. Without a response, the record is unchanged. */
export async function queryArchiver(
  context: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  const pod = factsOf(snapshot).primary?.pod;
  if (!snapshot.archive || pod?.phase !== 'Running') return;
  const probes = await probePods(context, [pod], signal);
  const status = probes.get(pod.name)?.status;
  if (status)
    context.archivers.record(
      snapshot.cluster,
      archiverStats(status),
      now,
      primaryReport(snapshot, pod),
    );
}

/** All fields are undefined while PostgreSQL is down: the instance manager then responds without them. */
export function archiverStats(status: InstanceStatus): ArchiverStats {
  return {
    systemId: status.systemID,
    timeline: status.timeLineID,
    currentWal: status.currentWAL,
    currentLsn: status.currentLsn,
    lastArchivedWal: status.lastArchivedWAL,
    lastArchivedAt: status.lastArchivedWALTime,
    lastFailedAt: status.lastFailedWALTime,
    waitingFiles: status.readyWalFiles,
  };
}

function primaryReport(
  { cluster, volumeClaims }: CloudNativePgSnapshot,
  { name, instance = name }: CachedCloudNativePgPod,
): PrimaryReport {
  const { currentPrimaryTimestamp, instancesReportedState } = cluster.status;
  const standbys = Object.entries(instancesReportedState ?? {}).flatMap(
    ([standby, { isPrimary, timeLineID }]) => {
      const volume = volumeClaims.find(
        claim => claim.instance === standby && claim.role === 'PG_DATA',
      );
      const since = iso(volume?.createdAt);
      // Without a timeline, its PostgreSQL does not run yet. Before it starts, a former
      // primary archives all WAL that it had left (ArchiveAllReadyWALs in instance_startup.go).
      return isPrimary === false && timeLineID && since
        ? [[standby, since] as const]
        : [];
    },
  );
  return {
    off: skipsArchiving(cluster),
    primary: instance,
    promotedAt: iso(currentPrimaryTimestamp),
    standbys: new Map(standbys),
  };
}
