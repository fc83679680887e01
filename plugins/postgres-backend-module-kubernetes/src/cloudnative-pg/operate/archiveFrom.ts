import type { FoundDatabase } from '../model';
import { backupOutcome } from '../observe';
import { storedWindow } from '../observe/backups/archiveProblem';
import { endOf } from '../observe/backups/backupOutcome';
import { earliest } from '../observe/backups/times';
import { isInArchive } from './origin';

/**
 * End of the first base backup that lies in the archive itself, and that its
 * WAL can be applied to; undefined where all base backups are snapshots of
 * volumes, or there is none.
 */
export function archiveFrom(found: FoundDatabase): string | undefined {
  const { spec, status } = found.cluster;
  // The Cluster counts snapshots, too.
  const onlyInTree =
    spec.backup?.barmanObjectStore &&
    !spec.backup.volumeSnapshot &&
    !found.backups.some(({ method }) => method === 'volumeSnapshot');
  const ends = backupOutcome(found)
    .ofThisVersion.filter(backup => isInArchive(found, backup))
    .map(endOf);
  return earliest([
    storedWindow(found)?.firstRecoverabilityPoint,
    onlyInTree ? status.firstRecoverabilityPoint : undefined,
    ...ends,
  ]);
}
