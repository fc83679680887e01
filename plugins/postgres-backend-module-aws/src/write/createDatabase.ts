import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { ConflictError, InputError } from '@backstage/errors';
import {
  DifferencesError,
  paramText,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  differencesOf,
  normalBinding,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  type DatabaseRecord,
  MAX_TAGS,
  modifyObstacle,
  type RecordedInstance,
} from '../record';
import { gibibytesOf } from '../rules';
import { awsTags } from './awsTags';
import type { RdsSpec } from './checkSpec';
import { ensureParameterGroup } from './parameterGroup';
import { PORT } from './securityGroupRules';
import { ensureSecurityGroups } from './securityGroups';
import { ensureSubnetGroup } from './subnetGroup';
import { checkVersion, findInstance, type WriteTarget } from './WriteTarget';
import { newRecordTags, updateRecord } from './writeRecord';

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
  const tags = await requestTags(target, checked, actor);
  const existing = await findInstance(target);
  if (existing) checkSame(target, existing, checked);
  if (dryRun) return;
  if (!existing) await createInstance(target, checked, tags);
  await signForInstance(target);
}

type Tags = { Key?: string; Value?: string }[];

/** @throws InputError if the record does not fit into tags */
async function requestTags(
  target: WriteTarget,
  checked: CheckedRequest,
  actor: string,
): Promise<Tags> {
  const record = newRecord(checked, actor);
  const tags = [
    ...awsTags(target.api.config),
    ...(await newRecordTags(target, record)),
  ];
  if (tags.length > MAX_TAGS)
    throw new InputError(
      `The record of database '${target.name}' and the tags of the configuration exceed ${MAX_TAGS} tags: bind it to fewer entities`,
    );
  return tags;
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
  { request, spec }: CheckedRequest,
): void {
  checkVersion(target, existing);
  const { instance, record } = existing;
  const where = `in ${target.api.system}`;
  const foreign = foreignProblem(target, existing);
  if (!record || foreign)
    throw new DifferencesError(
      foreign ??
        `Instance '${target.name}' exists ${where} and was not created by pgstage: bind it with adopt, or choose another name`,
      [
        {
          field: 'user',
          existing: instance.user ?? 'unknown',
          requested: spec.user,
        },
      ],
    );
  const differences = differencesBetween(existing, record, { request, spec });
  if (differences.length)
    throw new DifferencesError(
      `Instance '${target.name}' exists ${where} and differs`,
      differences,
    );
  if (instance.status === 'deleting')
    throw new ConflictError(
      `Instance '${target.name}' ${where} is being deleted: repeat the request after that`,
    );
}

/** Returns why an instance must not be taken over; undefined if there is only no record. */
function foreignProblem(
  { name, api }: WriteTarget,
  recorded: RecordedInstance,
): string | undefined {
  const { unconfirmed, manager, record } = recorded;
  if (manager)
    return `Instance '${name}' exists in ${
      api.system
    } and is managed by ${paramText(
      manager,
    )}: bind it with adopt, or choose another name`;
  if (unconfirmed)
    return `The record of instance '${name}' in ${api.system} is not signed by this Backstage installation: an administrator must confirm it first by binding it with adopt`;
  const obstacle = record && modifyObstacle(recorded);
  return (
    obstacle && `Instance '${name}' exists in ${api.system}: ${obstacle.text}`
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
    ...normalBinding(record.binding),
  };
  const requested: Record<string, unknown> = {
    database: spec.database,
    user: spec.user,
    options: spec.options,
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
  tags: Tags,
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
  Tags: Tags,
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
    Tags: Tags as { Key: string; Value: string }[],
  });
}

/**
 * Signs the record of the request again, for the resource id of the instance. In the
 * status `creating`, in which AWS may refuse tags, `reconcileRegion` does it later.
 */
async function signForInstance(target: WriteTarget): Promise<void> {
  await updateRecord(target, ({ record, stale, instance }) =>
    stale && instance.status !== 'creating' ? record : undefined,
  );
}
