import { randomBytes } from 'node:crypto';
import { CreateDBSnapshotCommand, type DBSnapshot } from '@aws-sdk/client-rds';
import {
  type Backup,
  type CreateBackup,
  invalidField,
} from '@pgstage/backstage-plugin-postgres-common';
import { SNAPSHOT_METHOD, snapshotBackup } from '../backups';
import { snapshotFacts } from '../observe';
import { CREATED_TAG, DATABASE_TAG } from '../record';
import { awsTags } from './awsTags';
import { findSnapshot } from './findSnapshot';
import { getInstance, requireOwn, type WriteTarget } from './WriteTarget';

/**
 * Starts a manual snapshot, which AWS retains until it is deleted.
 *
 * @throws ConflictError if the instance must not be modified
 */
export async function createSnapshot(
  target: WriteTarget,
  { method = SNAPSHOT_METHOD }: CreateBackup,
): Promise<Backup> {
  if (method !== SNAPSHOT_METHOD)
    throw invalidField('method', `must be ${SNAPSHOT_METHOD}`);
  requireOwn(await getInstance(target));
  const requestedAt = new Date().toISOString();
  const time = requestedAt.replace(/\D/g, '').slice(0, 14);
  const id = `pgstage-${target.name}-${time}-${randomBytes(2).toString('hex')}`;
  const created = snapshotFacts(await create(target, id, requestedAt));
  return snapshotBackup(target.api.config, {
    ...created,
    createdAt: created.createdAt ?? requestedAt,
  });
}

async function create(
  target: WriteTarget,
  id: string,
  requestedAt: string,
): Promise<DBSnapshot> {
  const command = new CreateDBSnapshotCommand({
    DBInstanceIdentifier: target.name,
    DBSnapshotIdentifier: id,
    Tags: awsTags(target.api.config, {
      [DATABASE_TAG]: target.ref,
      [CREATED_TAG]: requestedAt,
    }),
  });
  try {
    const created = await target.api.call('rds', command, target);
    return created.DBSnapshot ?? {};
  } catch (error) {
    target.signal?.throwIfAborted();
    // The name is new, so a snapshot with it is of an attempt whose response was lost.
    const snapshot = await findSnapshot(target, id);
    if (!snapshot) throw error;
    return snapshot;
  }
}
