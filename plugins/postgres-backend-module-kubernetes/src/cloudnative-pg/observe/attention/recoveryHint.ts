import type { KeptPod } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../../model';
import { UNRECOVERABLE } from '../phases';

/** What helps where a job failed of which this is known. */
export function recoveryHint(
  { cluster }: FoundDatabase,
  { job }: Pick<KeptPod, 'job'>,
): string {
  const { targetTime } = cluster.record.restored ?? {};
  if (job === 'full-recovery' && targetTime)
    return waitsForCommit(targetTime, cluster.status.phase);
  // The operator stops the members before, and starts them with the old image again (seen with 1.30).
  const { majorVersion } = cluster.status.pgDataImageInfo ?? {};
  if (job === 'major-upgrade' && majorVersion) {
    return `Set the version back to ${majorVersion}: the database then runs again as it was before. `;
  }
  return '';
}

/**
 * PostgreSQL knows the time of commits alone: a recovery to a moment after the
 * last one in the archive fails with "recovery ended before configured recovery
 * target was reached", though all that there was is restored. The Job tries
 * seven times, ever more slowly (seen with 1.30). It says the same where WAL is
 * missing, and then no try succeeds.
 */
function waitsForCommit(targetTime: string, phase = ''): string {
  const moment = `It waits where the archive holds no commit after ${targetTime}`;
  const again =
    'remove this database, and restore again without a moment: while nothing was committed to the source since, the end of the archive holds the same';
  const missing =
    'Where WAL of before is missing in the archive, no try succeeds: restore to an earlier moment. ';
  return phase === UNRECOVERABLE
    ? `${moment}, and has given up by now: ${again}. ${missing}`
    : `${moment}: commit something to the source, and it goes on by itself with the first try after that WAL is archived, which takes archive_timeout at most. It tries for about a quarter of an hour. Or ${again}. ${missing}`;
}
