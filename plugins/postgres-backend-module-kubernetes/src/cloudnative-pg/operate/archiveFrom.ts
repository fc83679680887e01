import {
  backupOutcome,
  earliest,
  expiryOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import { backupFactsOf } from '../observe';
import { isInArchive } from './origin';

/**
 * Returns the end of the first base backup that is stored in the archive itself
 * and to which its WAL can be applied. Undefined if there is none, for example
 * because all base backups are volume snapshots.
 */
export function archiveFrom(
  snapshot: CloudNativePgSnapshot,
): string | undefined {
  const { spec } = snapshot.cluster;
  const facts = backupFactsOf(snapshot);
  const { ofThisVersion, archiveTimes } = backupOutcome(facts);
  // The times in the status of the Cluster include volume snapshots.
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
