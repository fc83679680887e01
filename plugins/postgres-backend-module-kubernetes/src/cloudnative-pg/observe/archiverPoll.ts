import { ArchiverPoll } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  skipsArchiving,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../model';
import { queryArchiver } from './backups/queryArchiver';
import { conditionOf } from './conditionOf';

/** Polls the primaries of Clusters for the progress of archiving. */
export function archiverPoll(
  context: ClusterContext,
  find: (key: string) => CloudNativePgSnapshot | undefined,
  now: () => Date,
): ArchiverPoll<CloudNativePgSnapshot> {
  return new ArchiverPoll(
    {
      archivers: context.archivers,
      logger: context.logger,
      find,
      versionOf: snapshot => snapshot.archive && archivingVersionOf(snapshot),
      isOff: ({ cluster }) => skipsArchiving(cluster),
      query: (snapshot, at, signal) =>
        queryArchiver(context, snapshot, at, signal),
    },
    now,
  );
}

/** Returns a value that changes with everything that archiving depends on. */
function archivingVersionOf(snapshot: CloudNativePgSnapshot): string {
  const { currentPrimary, instancesReportedState } = snapshot.cluster.status;
  return JSON.stringify([
    currentPrimary,
    // A former primary that returns as a standby has archived all of its WAL.
    Object.entries(instancesReportedState ?? {})
      .filter(([, { isPrimary, timeLineID }]) => !isPrimary && timeLineID)
      .map(([name]) => name),
    skipsArchiving(snapshot.cluster),
    conditionOf(snapshot, 'ContinuousArchiving')?.status,
    snapshot.backups.map(({ status }) => status.phase),
  ]);
}
