import type { DatabasePlan } from '../manifests/plan';
import type { StatefulSetContext, StatefulSetSnapshot } from '../model';
import { requestsBackups } from './access';
import { jobRequest } from './jobRequest';

type Of = Pick<StatefulSetSnapshot, 'cluster' | 'backupClaims' | 'jobs'>;

/** Whether a requested backup has to be started, or its end to be recorded. */
export function hasOpenBackup({
  cluster,
  backupClaims: [claim],
  jobs,
}: Of): boolean {
  // Backups may have been turned off since.
  if (!claim?.open || !requestsBackups(cluster)) return false;
  const { job: uid } = claim.open;
  const job = jobs.find(each => each.uid === uid);
  return !job || job.suspended || job.end !== undefined;
}

/** Continues a requested backup that was interrupted, and records its end. */
export async function continueBackup(
  { jobs }: StatefulSetContext,
  snapshot: Of,
  plan: DatabasePlan,
  signal?: AbortSignal,
): Promise<void> {
  const [claim] = snapshot.backupClaims;
  if (claim?.open && hasOpenBackup(snapshot))
    await jobs.advance(jobRequest(plan, claim.uid, claim.open.id), { signal });
}
