import { CreateDBInstanceCommand, type Tag } from '@aws-sdk/client-rds';
import { RecordChangedError } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  differencesOf,
  normalBinding,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { DatabaseRecord, RecordedInstance } from '../record';
import { gibibytesOf } from '../rules';
import { checkSameInstance } from './checkSameInstance';
import type { RdsSpec } from './checkSpec';
import { completeRecord } from './completeRecord';
import { ensureParameterGroup } from './parameterGroup';
import { PORT } from './securityGroupRules';
import { ensureSecurityGroups } from './securityGroups';
import { ensureSubnetGroup } from './subnetGroup';
import { findInstance, type WriteTarget } from './WriteTarget';
import { requestTags } from './writeRecord';

/** A checked request. */
export interface CheckedRequest {
  request: ProvisionDatabase;
  spec: RdsSpec;
}

/**
 * Creates the database, or completes an earlier call. The names of all resources are
 * derived from the name of the database, so that a repeated call finds them. Amazon
 * RDS has no idempotency tokens, so the request to create the instance contains the
 * record: an instance with a valid record is the result of an earlier call.
 *
 * @throws DifferencesError if another instance has the name
 */
export async function createDatabase(
  target: WriteTarget,
  checked: CheckedRequest,
  { actor, dryRun }: { actor: string; dryRun?: boolean },
): Promise<void> {
  const tags = await requestTags(target, newRecord(checked, actor));
  const existing = await findInstance(target);
  if (existing) checkSame(target, existing, checked);
  else if (target.recordVersion !== undefined)
    throw new RecordChangedError(target.ref);
  if (dryRun) return;
  if (!existing) await createInstance(target, checked, tags);
  // In the status `creating`, in which AWS may refuse tags, `reconcileRegion` does it later.
  await completeRecord(target, { maySign: status => status !== 'creating' });
}

function newRecord(
  { request, spec }: CheckedRequest,
  actor: string,
): DatabaseRecord {
  return {
    pgstage: 1,
    spec: { ...spec, storage: `${spec.storage}Gi` },
    binding: normalBinding(request.binding),
    created: {
      at: new Date().toISOString(),
      by: actor,
      taskId: request.taskId,
    },
  };
}

/** @throws ConflictError if the instance differs from the request, or is being deleted */
function checkSame(
  target: WriteTarget,
  existing: RecordedInstance,
  checked: CheckedRequest,
): void {
  checkSameInstance(target, existing, record =>
    record
      ? differencesBetween(existing, record, checked)
      : [
          {
            field: 'user',
            existing: existing.instance.user ?? 'unknown',
            requested: checked.spec.user,
          },
        ],
  );
}

/** Returns the differences. Compares a field with a default only if the request has it, because the default may have changed. */
function differencesBetween(
  { instance }: RecordedInstance,
  record: DatabaseRecord,
  { request, spec }: CheckedRequest,
) {
  const existing: Record<string, unknown> = {
    ...record.spec,
    options: record.spec.options ?? {},
    protected: instance.protected,
    // A restored database has data.
    source: record.restored?.from,
    ...normalBinding(record.binding),
  };
  const requested: Record<string, unknown> = {
    database: spec.database,
    user: spec.user,
    options: spec.options,
    source: undefined,
    ...(request.version !== undefined && { version: spec.version }),
    ...(request.size !== undefined && { size: spec.size }),
    ...(request.storage !== undefined && { storage: `${spec.storage}Gi` }),
    ...(request.protected !== undefined && { protected: spec.protected }),
    ...normalBinding(request.binding),
  };
  const compared = Object.keys(requested).map(field => [
    field,
    existing[field],
  ]);
  return differencesOf(Object.fromEntries(compared), requested);
}

async function createInstance(
  target: WriteTarget,
  checked: CheckedRequest,
  tags: Tag[],
): Promise<void> {
  const command = await createCommand(target, checked, tags);
  try {
    await target.api.call('rds', command, target);
  } catch (error) {
    // Another create may have been faster, or the response was lost: if the
    // instance exists as requested, the create succeeded.
    const existing = await findInstance(target);
    if (!existing) throw error;
    checkSame(target, existing, checked);
  }
}

/** Creates the groups of the instance, and returns the request for the instance. */
async function createCommand(
  target: WriteTarget,
  checked: CheckedRequest,
  Tags: Tag[],
): Promise<CreateDBInstanceCommand> {
  const { config } = target.api;
  const { version, size, storage, options, ...spec } = checked.spec;
  const DBSubnetGroupName = await ensureSubnetGroup(target);
  const DBParameterGroupName = await ensureParameterGroup(target, version);
  const { incoming } = await ensureSecurityGroups(
    target,
    checked.request.binding,
  );
  const { class: DBInstanceClass, multiAz } = config.sizes[size];
  const { maxStorage, storageType = 'gp3' } = options;
  return new CreateDBInstanceCommand({
    DBInstanceIdentifier: target.name,
    Engine: 'postgres',
    EngineVersion: version,
    DBInstanceClass,
    DBName: spec.database,
    MasterUsername: spec.user,
    ManageMasterUserPassword: true,
    MasterUserSecretKmsKeyId: config.secretKmsKeyId,
    AllocatedStorage: storage,
    MaxAllocatedStorage: maxStorage ? gibibytesOf(maxStorage) : undefined,
    StorageType: storageType,
    Iops: options.iops,
    StorageThroughput: options.storageThroughput,
    StorageEncrypted: true,
    KmsKeyId: config.kmsKeyId,
    MultiAZ: options.multiAz ?? multiAz,
    DBSubnetGroupName,
    VpcSecurityGroupIds: [incoming],
    PubliclyAccessible: false,
    DBParameterGroupName,
    Port: PORT,
    BackupRetentionPeriod:
      options.backupRetentionDays ?? config.backups.retentionDays,
    PreferredBackupWindow: options.backupWindow ?? config.backups.window,
    PreferredMaintenanceWindow:
      options.maintenanceWindow ?? config.maintenanceWindow,
    AutoMinorVersionUpgrade: true,
    CopyTagsToSnapshot: true,
    DeletionProtection: spec.protected,
    MonitoringInterval: config.monitoring?.intervalSeconds,
    MonitoringRoleArn: config.monitoring?.roleArn,
    EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
    // The default is Extended Support, for which AWS charges.
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    Tags,
  });
}
