import {
  backupOutcome,
  earliest,
  expiryOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import { backupFactsOf } from '../observe';
import { isInArchive } from './origin';

/**
 * End of the first base backup that lies in the archive itself, and that its
 * WAL can be applied to; undefined where all base backups are snapshots of
 * volumes, or there is none.
 */
export function archiveFrom(
  snapshot: CloudNativePgSnapshot,
): string | undefined {
  const { spec } = snapshot.cluster;
  const facts = backupFactsOf(snapshot);
  const { ofThisVersion, archiveTimes } = backupOutcome(facts);
  // The Cluster counts snapshots, too.
  const onlyInTree =
    spec.backup?.barmanObjectStore &&
    !spec.backup.volumeSnapshot &&
    !snapshot.backups.some(({ method }) => method === 'volumeSnapshot');
  const inArchive = new Set(
    snapshot.backups
      .filter(backup => isInArchive(snapshot, backup))
      .map(({ name }) => name),
  );
  const ends = ofThisVersion
    .filter(
      backup => inArchive.has(backup.shown.id) && !expiryOf(backup, facts),
    )
    .map(({ endedAt }) => endedAt);
  return earliest([
    snapshot.archive?.plugin || onlyInTree ? archiveTimes.first : undefined,
    ...ends,
  ]);
}
