import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { isFinished, type SnapshotFacts } from '../observe';

/** The way to take a backup now. */
export const SNAPSHOT_METHOD = 'snapshot';

const TYPES: Record<string, string> = {
  manual: 'manual snapshot, kept until it is deleted',
  automated: 'automated snapshot',
  awsbackup: 'AWS Backup',
};

/** A status that AWS has added since counts as running: it is not known to have ended. */
function statusOf(snapshot: SnapshotFacts): Backup['status'] {
  if (isFinished(snapshot)) return 'finished';
  const { status } = snapshot;
  return status === 'failed' || status.startsWith('incompatible')
    ? 'failed'
    : 'running';
}

/** A snapshot as a backup. */
export function snapshotBackup(snapshot: SnapshotFacts): Backup {
  const { id, status, type, createdAt, sizeBytes } = snapshot;
  const backupStatus = statusOf(snapshot);
  const finished = backupStatus === 'finished';
  // AWS reports no start: the time of the snapshot is what it holds.
  const at = createdAt ?? new Date().toISOString();
  return {
    id,
    method: SNAPSHOT_METHOD,
    scope: 'database',
    status: backupStatus,
    startedAt: at,
    ...(finished && { finishedAt: at }),
    sizeBytes,
    location: TYPES[type] ?? type,
    ...(backupStatus === 'failed' && {
      error: `AWS reports the status '${status}'`,
    }),
  };
}
