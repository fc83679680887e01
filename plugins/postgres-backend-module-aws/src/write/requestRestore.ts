import {
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
  type Tag,
} from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';
import type { DatabaseRecord } from '../record';
import type { AwsOptions } from './options';
import type { RestorePoint } from './restorePoint';
import { PORT } from './securityGroupRules';
import type { WriteTarget } from './WriteTarget';

/** The groups of the new instance. */
interface RestoreGroups {
  DBSubnetGroupName: string;
  VpcSecurityGroupIds: string[];
  /** Absent: AWS upgrades the instance, and the group of its new version follows. */
  DBParameterGroupName?: string;
}

/** The source was deleted, and no backup of it is retained. */
const GONE = [
  'DBInstanceNotFoundFault',
  'DBInstanceAutomatedBackupNotFoundFault',
];

/**
 * Requests the restore. Class, storage type, standby, protection and support are those
 * of the source, because AWS would use its defaults otherwise.
 *
 * @throws ConflictError if the source does not exist any more
 */
export async function requestRestore(
  { name, api, signal }: WriteTarget,
  source: InstanceFacts,
  point: RestorePoint,
  wanted: { record: DatabaseRecord; tags: Tag[]; groups: RestoreGroups },
): Promise<void> {
  const settings = settingsOf(api.config, source, wanted);
  if ('snapshot' in point) {
    const command = new RestoreDBInstanceFromDBSnapshotCommand({
      ...settings,
      DBInstanceIdentifier: name,
      DBSnapshotIdentifier: point.snapshot.id,
    });
    await api.call('rds', command, { signal });
    return;
  }
  const command = new RestoreDBInstanceToPointInTimeCommand({
    ...settings,
    // An identifier can be that of another instance by now.
    SourceDbiResourceId: source.resourceId,
    TargetDBInstanceIdentifier: name,
    ...(point.time === 'latest'
      ? { UseLatestRestorableTime: true }
      : { RestoreTime: point.time }),
  });
  const result = await api.tryCall('rds', command, GONE, { signal });
  if (!result)
    throw new ConflictError(
      `Instance '${source.identifier}' with the resource id ${source.resourceId} does not exist in ${api.system} any more, so nothing was restored`,
    );
}

function settingsOf(
  { backups }: RegionConfig,
  { storage, ...source }: InstanceFacts,
  {
    record,
    tags,
    groups,
  }: { record: DatabaseRecord; tags: Tag[]; groups: RestoreGroups },
) {
  const options = (record.spec.options ?? {}) as AwsOptions;
  return {
    ...groups,
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
    BackupRetentionPeriod: options.backupRetentionDays ?? backups.retentionDays,
    PreferredBackupWindow: options.backupWindow ?? backups.window,
    EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
    EngineLifecycleSupport: source.extendedSupport
      ? 'open-source-rds-extended-support'
      : 'open-source-rds-extended-support-disabled',
    Tags: tags,
  };
}
