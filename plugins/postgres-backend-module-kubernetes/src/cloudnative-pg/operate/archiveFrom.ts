import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import type { FoundDatabase, KeptBackup } from '../model';
import { serverVersion } from '../observe';
import { storedWindow } from '../observe/backups/archiveProblem';
import { iso } from '../observe/backups/times';
import { isInArchive } from './origin';

/** Whether WAL of the version that runs can be applied to a backup. */
export function isOfVersion(
  found: FoundDatabase,
  { status }: KeptBackup,
): boolean {
  const taken = status.majorVersion;
  const running = serverVersion(found);
  return !taken || !running || taken === majorVersion(running);
}

/**
 * End of the first base backup that lies in the archive itself, and that its
 * WAL can be applied to; undefined where all base backups are snapshots of
 * volumes, or there is none.
 */
export function archiveFrom(found: FoundDatabase): string | undefined {
  const { spec, status } = found.cluster;
  const ends = found.backups.flatMap(backup => {
    const { phase, stoppedAt } = backup.status;
    return phase === 'completed' &&
      isOfVersion(found, backup) &&
      isInArchive(found, backup)
      ? [iso(stoppedAt ?? backup.createdAt)]
      : [];
  });
  // The Cluster counts snapshots, too.
  const onlyInTree =
    spec.backup?.barmanObjectStore &&
    !spec.backup.volumeSnapshot &&
    !found.backups.some(({ method }) => method === 'volumeSnapshot');
  const told = [
    storedWindow(found)?.firstRecoverabilityPoint,
    onlyInTree ? status.firstRecoverabilityPoint : undefined,
  ].map(iso);
  return [...told, ...ends].filter(Boolean).sort()[0];
}
