import { randomBytes } from 'node:crypto';
import { CreateDBSnapshotCommand } from '@aws-sdk/client-rds';
import {
  type Backup,
  type CreateBackup,
  invalidField,
} from '@pgstage/backstage-plugin-postgres-common';
import { SNAPSHOT_METHOD, snapshotBackup } from '../backups';
import { snapshotFacts } from '../observe';
import { DATABASE_TAG } from '../record';
import { awsTags } from './awsTags';
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
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const { DBSnapshot = {} } = await target.api.call(
    'rds',
    new CreateDBSnapshotCommand({
      DBInstanceIdentifier: target.name,
      DBSnapshotIdentifier: `pgstage-${target.name}-${time}-${randomBytes(
        2,
      ).toString('hex')}`,
      Tags: awsTags(target.api.config, { [DATABASE_TAG]: target.ref }),
    }),
    target,
  );
  return snapshotBackup(snapshotFacts(DBSnapshot));
}
