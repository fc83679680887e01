import type { Call, Handler } from '../Call';
import { invalidCombination, invalidState } from '../http/AwsError';
import { unmanage } from '../secrets/managed';
import type { InstanceRecord } from '../state';
import { describedInstance } from './describeInstances';
import { seconds } from './durations';
import { instanceOf, required } from './find';
import { recoveryWindow } from './recoveryWindow';
import { detach, standAlone } from './replicaLinks';
import { takeSnapshot } from './snapshots';
import { runSteps } from './statuses';

/** "Deleting a DB instance" and "DeleteDBInstance" (RDS API Reference). */
export const deleteInstance: Handler = call => {
  const { params, region, clock } = call;
  const record = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  const skip = params.flag('SkipFinalSnapshot') ?? false;
  const final = params.text('FinalDBSnapshotIdentifier');
  const keepBackups = params.flag('DeleteAutomatedBackups') === false;
  checkDeletion(record, skip, final);
  if (final) {
    takeSnapshot(call, record, final, 'manual', copiedTags(call, record));
  }
  runSteps(clock, record, [
    { status: 'deleting', for: seconds.remove },
    { status: 'deleted', begin: () => remove(call, record, keepBackups) },
  ]);
  return { DBInstance: describedInstance(call, record) };
};

function checkDeletion(
  { db }: InstanceRecord,
  skip: boolean,
  final: string | undefined,
): void {
  if (db.DBInstanceStatus === 'deleting') {
    throw invalidState(
      `Instance ${db.DBInstanceIdentifier} is already being deleted.`,
    );
  }
  if (db.DeletionProtection) {
    throw invalidCombination(
      'Cannot delete protected DB Instance, please disable deletion protection and try again.',
    );
  }
  if (skip === Boolean(final)) {
    throw invalidCombination(
      skip
        ? 'FinalDBSnapshotIdentifier cannot be specified with SkipFinalSnapshot.'
        : 'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
    );
  }
  if (final && db.ReadReplicaSourceDBInstanceIdentifier) {
    throw invalidCombination(
      'FinalDBSnapshotIdentifier can not be specified when deleting a replica instance',
    );
  }
  const without = ['failed', 'incompatible-restore', 'incompatible-network'];
  if (final && [...without, 'creating'].includes(db.DBInstanceStatus!)) {
    throw invalidState(
      `A final snapshot cannot be taken of an instance in the status ${db.DBInstanceStatus}.`,
    );
  }
}

function copiedTags({ region }: Call, { db }: InstanceRecord) {
  return db.CopyTagsToSnapshot ? region.tags.get(db.DBInstanceArn!)! : [];
}

function remove(
  call: Call,
  record: InstanceRecord,
  keepBackups: boolean,
): void {
  const { region, clock } = call;
  const { db } = record;
  const window = recoveryWindow(record, clock.now());
  if (keepBackups && window) {
    // "Retaining automated backups": until the retention of the instance has passed.
    const arn = region.arn('rds', `auto-backup:ab-${region.unique(22)}`);
    region.tags.set(arn, region.tags.get(db.DBInstanceArn!) ?? []);
    region.retained.set(db.DbiResourceId!, {
      backup: {
        ...backupOf(record),
        DBInstanceAutomatedBackupsArn: arn,
        RestoreWindow: window,
        Status: 'retained',
      },
      masterPassword: record.masterPassword,
    });
    clock.after(db.BackupRetentionPeriod! * 86_400, () =>
      region.retained.delete(db.DbiResourceId!),
    );
  }
  detach(region, record);
  db.ReadReplicaDBInstanceIdentifiers!.forEach(id =>
    // Deleting a source promotes its replicas of the same region.
    standAlone(region.instances.get(id)!),
  );
  unmanage(region, record);
  region.instances.delete(db.DBInstanceIdentifier!);
  region.tags.delete(db.DBInstanceArn!);
}

/** Fields that an automated backup has of its instance. */
export function backupOf({ db }: InstanceRecord) {
  return {
    AllocatedStorage: db.AllocatedStorage,
    AvailabilityZone: db.AvailabilityZone,
    BackupRetentionPeriod: db.BackupRetentionPeriod,
    DBInstanceArn: db.DBInstanceArn,
    DBInstanceIdentifier: db.DBInstanceIdentifier,
    DbiResourceId: db.DbiResourceId,
    Encrypted: db.StorageEncrypted,
    Engine: db.Engine,
    EngineVersion: db.EngineVersion,
    InstanceCreateTime: db.InstanceCreateTime,
    MasterUsername: db.MasterUsername,
    Port: db.Endpoint?.Port,
    StorageType: db.StorageType,
    VpcId: db.DBSubnetGroup?.VpcId,
  };
}
