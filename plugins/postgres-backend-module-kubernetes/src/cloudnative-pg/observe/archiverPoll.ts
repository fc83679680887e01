import { ArchiverPoll } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  skipsArchiving,
  type ClusterContext,
  type FoundDatabase,
} from '../model';
import { askArchiver } from './backups/askArchiver';
import { conditionOf } from './conditionOf';

/** Asks the primaries of Clusters how far they have archived. */
export function archiverPoll(
  context: ClusterContext,
  find: (key: string) => FoundDatabase | undefined,
  now: () => Date,
): ArchiverPoll<FoundDatabase> {
  return new ArchiverPoll(
    {
      archivers: context.archivers,
      logger: context.logger,
      find,
      signOf: found => found.archive && signOf(found),
      isOff: ({ cluster }) => skipsArchiving(cluster),
      ask: (found, at, signal) => askArchiver(context, found, at, signal),
    },
    now,
  );
}

function signOf(found: FoundDatabase): string {
  const { currentPrimary, instancesReportedState } = found.cluster.status;
  return JSON.stringify([
    currentPrimary,
    // A former primary that comes back as a standby has archived all.
    Object.entries(instancesReportedState ?? {})
      .filter(([, { isPrimary, timeLineID }]) => !isPrimary && timeLineID)
      .map(([name]) => name),
    skipsArchiving(found.cluster),
    conditionOf(found, 'ContinuousArchiving')?.status,
    found.backups.map(({ status }) => status.phase),
  ]);
}
