import type { Handler } from '../Call';
import { AwsError, invalidState, invalidValue } from '../http/AwsError';
import { describedInstance } from './describeInstances';
import { seconds } from './durations';
import { instanceOf, required, requireStatus } from './find';
import { memberships, parameterGroupName } from './network';
import { addInstance, startCreation } from './newInstance';
import { detach, standAlone } from './replicaLinks';
import { readSettings, settingsOf } from './settings';
import { runSteps } from './statuses';
import { readTags } from './tags';

/** "Working with DB instance read replicas" and, for the password, "Password management with Amazon RDS and AWS Secrets Manager". */
export const createReplica: Handler = call => {
  const { params, region } = call;
  const source = instanceOf(
    region,
    required(params, 'SourceDBInstanceIdentifier'),
  );
  if (source.db.MasterUserSecret) {
    throw invalidValue(
      'Creating read replicas for source instance with engine postgres where ManageMasterUserPassword is enabled is not supported',
    );
  }
  if (source.db.BackupRetentionPeriod === 0) {
    throw invalidState(
      'Automated backups are not enabled for this database instance.',
    );
  }
  requireStatus(source, 'available', 'storage-optimization');
  if (source.db.ReadReplicaDBInstanceIdentifiers!.length >= 15) {
    throw new AwsError(
      'InstanceQuotaExceeded',
      'An instance can have up to 15 read replicas.',
    );
  }
  const { db } = source;
  const groups = params.texts('VpcSecurityGroupIds');
  const group = params.text('DBParameterGroupName');
  const record = addInstance(
    call,
    required(params, 'DBInstanceIdentifier'),
    {
      AllocatedStorage: db.AllocatedStorage,
      DBInstanceClass: db.DBInstanceClass,
      DBName: db.DBName,
      DBSubnetGroup: db.DBSubnetGroup,
      EngineVersion: db.EngineVersion,
      Iops: db.Iops,
      KmsKeyId: db.KmsKeyId,
      MasterUsername: db.MasterUsername,
      StorageEncrypted: db.StorageEncrypted,
      StorageThroughput: db.StorageThroughput,
      StorageType: db.StorageType,
      PubliclyAccessible: false,
      ...readSettings(params, settingsOf.replica),
      BackupRetentionPeriod: 0,
      EnabledCloudwatchLogsExports: params.texts('EnableCloudwatchLogsExports'),
      ReadReplicaSourceDBInstanceIdentifier: db.DBInstanceIdentifier,
      VpcSecurityGroups: memberships(region, groups ?? ['sg-0default']),
      DBParameterGroups: group
        ? [
            {
              DBParameterGroupName: parameterGroupName(
                region,
                group,
                db.EngineVersion!,
              ),
              ParameterApplyStatus: 'in-sync',
            },
          ]
        : db.DBParameterGroups,
    },
    { masterPassword: source.masterPassword, tags: readTags(params) },
  );
  record.db.StatusInfos = [
    { StatusType: 'read replication', Normal: true, Status: 'replicating' },
  ];
  db.ReadReplicaDBInstanceIdentifiers!.push(record.db.DBInstanceIdentifier!);
  startCreation(call, record, params.number('Port'));
  return { DBInstance: describedInstance(call, record) };
};

/** "Promoting a read replica to be a standalone DB instance": it reboots, and cannot be undone. */
export const promoteReplica: Handler = call => {
  const { params, region, clock } = call;
  const record = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  if (!record.db.ReadReplicaSourceDBInstanceIdentifier) {
    throw invalidState(
      `${record.db.DBInstanceIdentifier} is not a read replica.`,
    );
  }
  requireStatus(record, 'available', 'storage-optimization');
  const retention = params.number('BackupRetentionPeriod') ?? 1;
  const window = params.text('PreferredBackupWindow');
  runSteps(clock, record, [
    { status: 'modifying', for: seconds.modify },
    {
      status: 'rebooting',
      for: seconds.reboot,
      begin: () => {
        detach(region, record);
        standAlone(record);
        record.db.BackupRetentionPeriod = retention;
        record.db.PreferredBackupWindow =
          window ?? record.db.PreferredBackupWindow;
      },
    },
    ...(retention > 0 ? [{ status: 'backing-up', for: seconds.backUp }] : []),
    {
      status: 'available',
      begin: () => {
        record.backedUpSince = retention > 0 ? clock.now() : undefined;
      },
    },
  ]);
  return { DBInstance: describedInstance(call, record) };
};
