import type { FoundDatabase } from '../model';
import { backupOutcome } from '../observe';
import { expiryOf } from '../observe/backups/expired';
import { endOf } from '../observe/backups/restorable';
import { earliest } from '../observe/backups/times';
import { isInArchive } from './origin';

/**
 * End of the first base backup that lies in the archive itself, and that its
 * WAL can be applied to; undefined where all base backups are snapshots of
 * volumes, or there is none.
 */
export function archiveFrom(found: FoundDatabase): string | undefined {
  const { spec } = found.cluster;
  const { ofThisVersion, archiveTimes } = backupOutcome(found);
  // The Cluster counts snapshots, too.
  const onlyInTree =
    spec.backup?.barmanObjectStore &&
    !spec.backup.volumeSnapshot &&
    !found.backups.some(({ method }) => method === 'volumeSnapshot');
  const ends = ofThisVersion
    .filter(backup => isInArchive(found, backup) && !expiryOf(backup, found))
    .map(endOf);
  return earliest([
    found.archive?.plugin || onlyInTree ? archiveTimes.first : undefined,
    ...ends,
  ]);
}
