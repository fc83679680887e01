import type { ClusterClient } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources, type StatefulSetSnapshot } from '../model';
import { runsOf } from './facts';
import type { CachedJob } from './kinds';
import { BACKUP_PURPOSE } from './program';

/** Number of requested backups whose Jobs are kept; a CronJob limits its own. */
const KEPT = 5;

/** A Job that is not started by then never is: Backstage was stopped before it was recorded. */
const START_LIMIT_MS = 10 * 60_000;

const isForgotten = ({ purpose, suspended, createdAt }: CachedJob): boolean =>
  purpose === BACKUP_PURPOSE &&
  suspended &&
  Date.now() - Date.parse(createdAt) > START_LIMIT_MS;

/** Removes the Jobs of earlier requests that have ended. What they reported is in the reports of later ones. */
export async function removeOldJobs(
  client: ClusterClient,
  snapshot: Pick<StatefulSetSnapshot, 'jobs'>,
  signal?: AbortSignal,
): Promise<void> {
  const old = runsOf(snapshot)
    .filter(({ scheduled, end }) => !scheduled && end)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .slice(KEPT);
  for (const job of [...old, ...snapshot.jobs.filter(isForgotten)])
    await client.delete(resources.jobs, job, {
      signal,
      uid: job.uid,
      propagationPolicy: 'Background',
    });
}
