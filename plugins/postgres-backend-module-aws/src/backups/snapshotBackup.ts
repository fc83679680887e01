import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import { message } from '../messages';
import { isFinished, type SnapshotFacts } from '../observe';

/** The method of backups on request. */
export const SNAPSHOT_METHOD = 'snapshot';

const TYPES: Record<string, string> = {
  manual: 'Amazon RDS, until it is deleted',
  automated: 'Amazon RDS, automated',
  awsbackup: 'AWS Backup',
};

/** Returns `running` for an unknown status, because the snapshot may not have ended. */
function statusOf(snapshot: SnapshotFacts): Backup['status'] {
  if (isFinished(snapshot)) return 'finished';
  const { status } = snapshot;
  return status === 'failed' || status.startsWith('incompatible')
    ? 'failed'
    : 'running';
}

/** Whether it can be deleted on request: what Backstage created, and what has ended. */
export function isDeletable(snapshot: SnapshotFacts): boolean {
  return (
    snapshot.own &&
    snapshot.type === 'manual' &&
    statusOf(snapshot) !== 'running'
  );
}

/** Converts a snapshot to a backup. */
export function snapshotBackup(
  { endpoint }: Pick<RegionConfig, 'endpoint'>,
  snapshot: SnapshotFacts & { createdAt: string },
): Backup {
  const { id, status, type, createdAt: at, sizeBytes } = snapshot;
  const backupStatus = statusOf(snapshot);
  const finished = backupStatus === 'finished';
  // AWS reports no start, only the time of the data in the snapshot.
  return {
    id,
    method: SNAPSHOT_METHOD,
    scope: 'database',
    status: backupStatus,
    startedAt: at,
    ...(finished && { finishedAt: at }),
    ...(isDeletable(snapshot) && { deletable: true }),
    ...(finished &&
      endpoint && {
        restoreObstacle: {
          kind: 'may-fail' as const,
          what: message('emulatedBackup'),
        },
      }),
    sizeBytes,
    location: TYPES[type] ?? type,
    ...(backupStatus === 'failed' && {
      error: `AWS reports the status '${status}'`,
    }),
  };
}
