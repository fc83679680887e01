import {
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
  type Tag,
} from '@aws-sdk/client-rds';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';
import type { DatabaseRecord } from '../record';
import type { AwsOptions } from './options';
import type { RestorePoint } from './restorePoint';
import { PORT } from './securityGroupRules';

/** The groups of the new instance. */
export interface RestoreGroups {
  DBSubnetGroupName: string;
  VpcSecurityGroupIds: string[];
  /** Absent: AWS upgrades the instance, and the group of its new version follows. */
  DBParameterGroupName?: string;
}

/**
 * Returns the request to restore an instance. Class, storage type, standby, protection
 * and support are those of the source, because AWS would use its defaults otherwise.
 */
export function restoreCommand(
  config: RegionConfig,
  source: InstanceFacts,
  point: RestorePoint,
  wanted: {
    name: string;
    record: DatabaseRecord;
    tags: Tag[];
    groups: RestoreGroups;
  },
) {
  const { storage, extendedSupport } = source;
  const options = (wanted.record.spec.options ?? {}) as AwsOptions;
  const settings = {
    ...wanted.groups,
    DBInstanceClass: source.class,
    MultiAZ: source.multiAz,
    StorageType: storage.type,
    // For gp3, AWS takes them from the backup.
    Iops: storage.type?.startsWith('io') ? storage.iops : undefined,
    PubliclyAccessible: false,
    Port: PORT,
    AutoMinorVersionUpgrade: true,
    CopyTagsToSnapshot: true,
    DeletionProtection: source.protected,
    BackupRetentionPeriod:
      options.backupRetentionDays ?? config.backups.retentionDays,
    PreferredBackupWindow: options.backupWindow ?? config.backups.window,
    EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
    EngineLifecycleSupport: extendedSupport
      ? 'open-source-rds-extended-support'
      : 'open-source-rds-extended-support-disabled',
    Tags: wanted.tags,
  };
  return 'snapshot' in point
    ? new RestoreDBInstanceFromDBSnapshotCommand({
        ...settings,
        DBInstanceIdentifier: wanted.name,
        DBSnapshotIdentifier: point.snapshot.id,
      })
    : new RestoreDBInstanceToPointInTimeCommand({
        ...settings,
        SourceDBInstanceIdentifier: source.identifier,
        TargetDBInstanceIdentifier: wanted.name,
        ...(point.time === 'latest'
          ? { UseLatestRestorableTime: true }
          : { RestoreTime: point.time }),
      });
}
