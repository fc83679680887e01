import type { Tag } from '@aws-sdk/client-rds';
import type { Call, Handler } from '../Call';
import { AwsError } from '../http/AwsError';
import type { InstanceRecord, SnapshotRecord } from '../state';
import { checkIdentifier } from './checks';
import { seconds } from './durations';
import { idOf, instanceOf, required, requireStatus, snapshotOf } from './find';
import { filtered, page } from './pages';
import { runSteps } from './statuses';
import { readTags } from './tags';

/** Starts a snapshot: creating with its progress, then available. @throws DBSnapshotAlreadyExists */
export function takeSnapshot(
  { region, clock }: Call,
  { db, masterPassword }: InstanceRecord,
  identifier: string,
  type: 'manual' | 'automated',
  tags: Tag[],
): SnapshotRecord {
  const id = identifier.toLowerCase();
  if (region.snapshots.has(id)) {
    throw new AwsError(
      'DBSnapshotAlreadyExists',
      `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
    );
  }
  const arn = region.arn('rds', `snapshot:${id}`);
  const record: SnapshotRecord = {
    snapshot: {
      AllocatedStorage: db.AllocatedStorage,
      AvailabilityZone: db.AvailabilityZone,
      DBInstanceIdentifier: db.DBInstanceIdentifier,
      DBSnapshotArn: arn,
      DBSnapshotIdentifier: id,
      DbiResourceId: db.DbiResourceId,
      Encrypted: db.StorageEncrypted,
      Engine: db.Engine,
      EngineVersion: db.EngineVersion,
      InstanceCreateTime: db.InstanceCreateTime,
      KmsKeyId: db.KmsKeyId,
      MasterUsername: db.MasterUsername,
      PercentProgress: 0,
      Port: db.Endpoint?.Port,
      SnapshotType: type,
      Status: 'creating',
      StorageType: db.StorageType,
      VpcId: db.DBSubnetGroup?.VpcId,
    },
    masterPassword,
  };
  region.snapshots.set(id, record);
  region.tags.set(arn, tags);
  clock.after(seconds.backUp, () => {
    Object.assign(record.snapshot, {
      OriginalSnapshotCreateTime: clock.now(),
      PercentProgress: 100,
      SnapshotCreateTime: clock.now(),
      Status: 'available',
    });
  });
  return record;
}

function described({ region }: Call, { snapshot }: SnapshotRecord) {
  return { ...snapshot, TagList: region.tags.get(snapshot.DBSnapshotArn!) };
}

/** "Creating a DB snapshot for a Single-AZ DB instance": the status of the instance is backing-up until the snapshot is available. */
export const createSnapshot: Handler = call => {
  const { params, region, clock } = call;
  const record = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  const identifier = required(params, 'DBSnapshotIdentifier');
  checkIdentifier('DBSnapshotIdentifier', identifier.slice(0, 63));
  requireStatus(record, 'available', 'storage-optimization', 'storage-full');
  const own = readTags(params);
  const tags =
    own.length === 0 && record.db.CopyTagsToSnapshot
      ? region.tags.get(record.db.DBInstanceArn!)!
      : own;
  const snapshot = takeSnapshot(call, record, identifier, 'manual', tags);
  runSteps(clock, record, [
    { status: 'backing-up', for: seconds.backUp },
    { status: record.db.DBInstanceStatus! },
  ]);
  return { DBSnapshot: described(call, snapshot) };
};

export const describeSnapshots: Handler = call => {
  const { params, region } = call;
  const id = params.text('DBSnapshotIdentifier');
  const instance = params.text('DBInstanceIdentifier');
  const resource = params.text('DbiResourceId');
  const type = params.text('SnapshotType');
  const records = id
    ? [snapshotOf(region, id)]
    : [...region.snapshots.values()];
  const matching = filtered(
    params,
    records.filter(
      ({ snapshot }) =>
        (!instance || snapshot.DBInstanceIdentifier === idOf(instance)) &&
        (!resource || snapshot.DbiResourceId === resource) &&
        (!type || snapshot.SnapshotType === type),
    ),
    {
      'db-instance-id': ({ snapshot }) => snapshot.DBInstanceIdentifier,
      'db-snapshot-id': ({ snapshot }) => snapshot.DBSnapshotIdentifier,
      'dbi-resource-id': ({ snapshot }) => snapshot.DbiResourceId,
      'snapshot-type': ({ snapshot }) => snapshot.SnapshotType,
      engine: ({ snapshot }) => snapshot.Engine,
    },
  );
  const { items, Marker } = page(params, matching);
  return { Marker, DBSnapshots: items.map(item => described(call, item)) };
};

/** "DeleteDBSnapshot" (RDS API Reference): in the status available; automated snapshots are not deleted by hand. */
export const deleteSnapshot: Handler = call => {
  const { params, region } = call;
  const id = required(params, 'DBSnapshotIdentifier');
  const { snapshot } = snapshotOf(region, id);
  if (snapshot.Status !== 'available' || snapshot.SnapshotType !== 'manual') {
    throw new AwsError(
      'InvalidDBSnapshotState',
      `Cannot delete the snapshot ${id}: it is ${snapshot.SnapshotType} and ${snapshot.Status}.`,
    );
  }
  region.snapshots.delete(snapshot.DBSnapshotIdentifier!);
  region.tags.delete(snapshot.DBSnapshotArn!);
  return { DBSnapshot: { ...snapshot, Status: 'deleted' } };
};
