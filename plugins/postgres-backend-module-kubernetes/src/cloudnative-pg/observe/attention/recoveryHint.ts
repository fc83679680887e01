import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { CachedPod } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { UNRECOVERABLE } from '../phases';

/** Returns the next step for a failed Job if one is known for it, else the general one. */
export function recoveryHint(
  { cluster }: CloudNativePgSnapshot,
  { job }: Pick<CachedPod, 'job'>,
  otherwise: Message,
): Message {
  const { targetTime } = cluster.record.restored ?? {};
  if (job === 'full-recovery' && targetTime)
    return waitsForCommit(targetTime, cluster.status.phase, otherwise);
  // The operator has stopped the instances, and starts them again with the old image (observed with 1.30).
  const { majorVersion } = cluster.status.pgDataImageInfo ?? {};
  return job === 'major-upgrade' && majorVersion
    ? message('revertMajorUpgrade', { version: majorVersion, otherwise })
    : otherwise;
}

/**
 * PostgreSQL knows only the times of commits: a recovery to a point in time
 * after the last commit in the archive fails with "recovery ended before
 * configured recovery target was reached", although all data are restored. The
 * Job makes seven attempts with growing delays (observed with 1.30). The error
 * is the same if WAL is missing; then no attempt succeeds.
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
