import {
  skipsArchiving,
  type ClusterContext,
  type FoundDatabase,
  type KeptPod,
} from '../../model';
import { factsOf } from '../facts';
import { probePods } from '../health/instanceStatus';
import { archiverReading, type Told } from './archiverReading';
import { iso } from './times';

/** Asks the primary how far it has archived, and keeps what it says; no answer leaves what is known. */
export async function askArchiver(
  context: ClusterContext,
  found: FoundDatabase,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  const pod = factsOf(found).primary?.pod;
  if (!found.archive || pod?.phase !== 'Running') return;
  const probes = await probePods(context, [pod], signal);
  const status = probes.get(pod.name)?.status;
  // Where PostgreSQL is down the instance manager answers without what it counts.
  if (!status?.lastArchivedWALTime) return;
  const { archivers } = context;
  const reading = archiverReading(
    status,
    now,
    archivers.get(found.cluster),
    toldOf(found, pod),
  );
  archivers.set(found.cluster, reading);
}

function toldOf(
  { cluster, volumeClaims }: FoundDatabase,
  { name, instance = name }: KeptPod,
): Told {
  const { currentPrimaryTimestamp, instancesReportedState } = cluster.status;
  const standbys = Object.entries(instancesReportedState ?? {}).flatMap(
    ([standby, { isPrimary, timeLineID }]) => {
      const volume = volumeClaims.find(
        claim => claim.instance === standby && claim.role === 'PG_DATA',
      );
      const since = iso(volume?.createdAt);
      // Without a timeline its PostgreSQL does not run yet.
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
