import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { isFinished, type SnapshotFacts } from '../observe';

/** The way to take a backup now. */
export const SNAPSHOT_METHOD = 'snapshot';

const TYPES: Record<string, string> = {
  manual: 'manual snapshot, kept until it is deleted',
  automated: 'automated snapshot',
  awsbackup: 'AWS Backup',
};

/** A snapshot as a backup. A status that AWS has added since counts as running: it is not known to have ended. */
export function snapshotBackup(snapshot: SnapshotFacts): Backup {
  const { id, status, type, createdAt, sizeBytes } = snapshot;
  const finished = isFinished(snapshot);
  const failed = status === 'failed' || status.startsWith('incompatible');
  // AWS reports no start: the time of the snapshot is what it holds.
  const at = createdAt ?? new Date().toISOString();
  return {
    id,
    method: SNAPSHOT_METHOD,
    scope: 'database',
    status: finished ? 'finished' : failed ? 'failed' : 'running',
    startedAt: at,
    ...(finished && { finishedAt: at }),
    sizeBytes,
    location: TYPES[type] ?? type,
    ...(failed && { error: `AWS reports the status '${status}'` }),
    ...(finished && {
      restoreObstacle: {
        kind: 'cannot' as const,
        what: 'This version does not restore snapshots: restore it in the AWS console.',
      },
    }),
  };
}
