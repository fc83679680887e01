import type { KeptPod } from '../../model';
import type { Moment } from '../moment';

/** What helps where a job failed of which this is known. */
export function recoveryHint({ found }: Moment, { job }: KeptPod): string {
  const { targetTime } = found.cluster.record.restored ?? {};
  // PostgreSQL knows the time of commits alone: a recovery to a moment after
  // the last one fails with "recovery ended before configured recovery target
  // was reached", though all that there was is restored (seen with 1.30).
  if (job === 'full-recovery' && targetTime) {
    return `If nothing was written to the source after ${targetTime}, remove this database and restore again without a moment: the end of the archive holds the same. `;
  }
  // The operator stops the members before, and starts them with the old image again (seen with 1.30).
  const { majorVersion } = found.cluster.status.pgDataImageInfo ?? {};
  if (job === 'major-upgrade' && majorVersion) {
    return `Set the version back to ${majorVersion}: the database then runs again as it was before. `;
  }
  return '';
}
