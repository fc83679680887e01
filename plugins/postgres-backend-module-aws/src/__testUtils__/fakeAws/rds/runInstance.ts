import type { Handler } from '../Call';
import { invalidCombination, invalidState } from '../http/AwsError';
import type { InstanceRecord } from '../state';
import { describedInstance } from './describeInstances';
import { seconds } from './durations';
import { instanceOf, required, requireStatus } from './find';
import { takeSnapshot } from './snapshots';
import { runSteps } from './statuses';

export const rebootInstance: Handler = call => {
  const { params, region, clock } = call;
  const record = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  const { db } = record;
  requireStatus(record, 'available', 'storage-optimization');
  const failover = params.flag('ForceFailover') ?? false;
  // "Rebooting a DB instance": only Multi-AZ can fail over.
  if (failover && !db.MultiAZ) {
    throw invalidCombination(
      'ForceFailover cannot be specified since the instance is not configured for MultiAZ.',
    );
  }
  runSteps(clock, record, [
    { status: 'rebooting', for: seconds.reboot },
    {
      status: 'available',
      begin: () => {
        if (failover) {
          [db.AvailabilityZone, db.SecondaryAvailabilityZone] = [
            db.SecondaryAvailabilityZone,
            db.AvailabilityZone,
          ];
        }
        db.DBParameterGroups = db.DBParameterGroups!.map(group => ({
          ...group,
          ParameterApplyStatus: 'in-sync',
        }));
      },
    },
  ]);
  return { DBInstance: describedInstance(call, record) };
};

/** "Stopping an Amazon RDS DB instance temporarily": not with replicas, and for seven days at most. */
export const stopInstance: Handler = call => {
  const { params, region, clock } = call;
  const record = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  const { db } = record;
  requireStatus(record, 'available');
  if (
    db.ReadReplicaSourceDBInstanceIdentifier ||
    db.ReadReplicaDBInstanceIdentifiers!.length > 0
  ) {
    throw invalidState(
      `Cannot stop ${db.DBInstanceIdentifier}: it has read replicas or is one.`,
    );
  }
  const snapshot = params.text('DBSnapshotIdentifier');
  if (snapshot) {
    takeSnapshot(call, record, snapshot, 'manual', []);
  }
  runSteps(clock, record, [
    { status: 'stopping', for: seconds.stop },
    {
      status: 'stopped',
      for: seconds.stopped,
      begin: () => {
        db.AutomaticRestartTime = new Date(
          clock.now().getTime() + seconds.stopped * 1000,
        );
      },
    },
    ...starting(record),
  ]);
  return { DBInstance: describedInstance(call, record) };
};

export const startInstance: Handler = call => {
  const { params, region, clock } = call;
  const record = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  requireStatus(record, 'stopped');
  runSteps(clock, record, starting(record));
  return { DBInstance: describedInstance(call, record) };
};

function starting({ db }: InstanceRecord) {
  return [
    {
      status: 'starting',
      for: seconds.start,
      begin: () => {
        db.AutomaticRestartTime = undefined;
      },
    },
    { status: 'available' },
  ];
}
