import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { CachedPod } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { UNRECOVERABLE } from '../phases';

/** What helps where a job failed of which this is known; otherwise what helps with any pod. */
export function recoveryHint(
  { cluster }: CloudNativePgSnapshot,
  { job }: Pick<CachedPod, 'job'>,
  otherwise: Message,
): Message {
  const { targetTime } = cluster.record.restored ?? {};
  if (job === 'full-recovery' && targetTime)
    return waitsForCommit(targetTime, cluster.status.phase, otherwise);
  // The operator stops the instances before, and starts them with the old image again (seen with 1.30).
  const { majorVersion } = cluster.status.pgDataImageInfo ?? {};
  return job === 'major-upgrade' && majorVersion
    ? message('revertMajorUpgrade', { version: majorVersion, otherwise })
    : otherwise;
}

/**
 * PostgreSQL knows the time of commits alone: a recovery to a moment after the
 * last one in the archive fails with "recovery ended before configured recovery
 * target was reached", though all that there was is restored. The Job tries
 * seven times, ever more slowly (seen with 1.30). It says the same where WAL is
 * missing, and then no try succeeds.
 */
function waitsForCommit(
  time: string,
  phase: string | undefined,
  otherwise: Message,
): Message {
  return phase === UNRECOVERABLE
    ? message('restoreGaveUp', { time, otherwise })
    : message('restoreAwaitsCommit', { time, otherwise });
}
