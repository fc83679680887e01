import { DeleteDBSnapshotCommand } from '@aws-sdk/client-rds';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { DeleteBackup } from '@pgstage/backstage-plugin-postgres-common';
import { isDeletable } from '../backups';
import { isSnapshotOf, snapshotFacts } from '../observe';
import { findSnapshot, SNAPSHOT_MISSING } from './findSnapshot';
import { getInstance, requireOwn, type WriteTarget } from './WriteTarget';

/**
 * Deletes a snapshot of the database that {@link createSnapshot} created.
 *
 * @throws NotFoundError if the database has no such snapshot, also if it is deleted already
 * @throws ConflictError if Backstage did not create the snapshot, it is still being
 * created, or the instance must not be modified
 */
export async function deleteSnapshot(
  target: WriteTarget,
  { backup }: DeleteBackup,
): Promise<void> {
  const recorded = await getInstance(target);
  requireOwn(recorded);
  const found = await findSnapshot(target, backup);
  const snapshot = found && snapshotFacts(found);
  // An identifier can be that of a snapshot of another instance.
  if (!snapshot || !isSnapshotOf(recorded.instance, snapshot))
    throw new NotFoundError(
      `Database '${target.name}' has no backup '${backup}': it may already be deleted`,
    );
  if (!isDeletable(snapshot))
    throw new ConflictError(
      `Backup '${backup}' (${snapshot.type}, ${snapshot.status}) cannot be deleted: only a snapshot that was created with Backstage and is no longer being created can`,
    );
  const command = new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: backup });
  try {
    await target.api.tryCall('rds', command, [SNAPSHOT_MISSING], target);
  } catch (error) {
    target.signal?.throwIfAborted();
    // The response can be lost.
    if (await findSnapshot(target, backup)) throw error;
  }
}
