import type { ClusterContext, FoundDatabase } from '../../model';
import { factsOf } from '../facts';
import { probePods } from '../health/instanceStatus';
import { archiverReading } from './archiverReading';

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
  const reading = archiverReading(status, now, archivers.get(found.cluster));
  archivers.set(found.cluster, reading);
}
