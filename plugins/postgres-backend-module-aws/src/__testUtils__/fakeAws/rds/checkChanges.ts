import type { DBInstance } from '@aws-sdk/client-rds';
import type { Call } from '../Call';
import { invalidCombination, invalidState } from '../http/AwsError';
import type { InstanceRecord } from '../state';
import { checkCombinations, checkStorage } from './checks';
import { requireStatus } from './find';
import { checkUpgrade, checkVersion, majorOf } from './versions';

export function checkModifiable(record: InstanceRecord): void {
  if (record.db.DBClusterIdentifier) {
    throw invalidCombination(
      'The DB instance is a member of a DB cluster: modify the DB cluster.',
    );
  }
  // "Stopping an Amazon RDS DB instance temporarily": a stopped instance cannot be modified.
  requireStatus(
    record,
    'available',
    'storage-optimization',
    'storage-full',
    'incompatible-parameters',
  );
}

/** "ModifyDBInstance" (RDS API Reference). */
export function checkChanges(
  { params, clock }: Call,
  { db, storageLockedUntil }: InstanceRecord,
  changes: Partial<DBInstance>,
): void {
  const { AllocatedStorage: storage, EngineVersion: version } = changes;
  if (storage !== undefined && storage < db.AllocatedStorage!) {
    throw invalidCombination(
      `Invalid storage size: ${storage}. Storage cannot be reduced from ${db.AllocatedStorage}.`,
    );
  }
  const grows = storage !== undefined && storage !== db.AllocatedStorage;
  if (grows && storageLockedUntil && clock.now() < storageLockedUntil) {
    throw invalidCombination(
      "You can't currently modify the storage of this DB instance because the previous storage change is being optimized.",
    );
  }
  const major = params.flag('AllowMajorVersionUpgrade') ?? false;
  if (version) {
    changes.EngineVersion = checkVersion(version);
    checkUpgrade(db.EngineVersion!, changes.EngineVersion, major);
    // "How to perform a major version upgrade": a custom group belongs to one major version.
    const custom = !/^default\./.test(
      db.DBParameterGroups![0].DBParameterGroupName!,
    );
    const other = majorOf(changes.EngineVersion) !== majorOf(db.EngineVersion!);
    if (other && custom && !params.has('DBParameterGroupName')) {
      throw invalidCombination(
        'The current DB instance parameter group is custom. You must explicitly specify a new DB parameter group.',
      );
    }
  }
  if (changes.BackupRetentionPeriod === 0) {
    if (db.ReadReplicaDBInstanceIdentifiers!.length > 0) {
      throw invalidState(
        'Backups cannot be turned off for a DB instance that has read replicas.',
      );
    }
  }
  checkStorage({ ...db, ...changes });
  checkCombinations({ ...db, ...changes });
}
