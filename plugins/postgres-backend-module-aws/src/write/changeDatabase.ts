import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import type { ModifyDBInstanceCommandInput } from '@aws-sdk/client-rds';
import {
  type ChangeDatabase,
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';
import {
  GP3_TUNABLE_GIB,
  STORAGE_TYPES,
  storageIssues,
  type StorageType,
} from '../rules';
import {
  checkOptions,
  limitIssues,
  storageOf,
  unsupportedIssues,
} from './checkSpec';
import { type AwsOptions, gibibytesOf, STORAGE_RULE } from './options';
import { requireOwn, type WriteTarget } from './WriteTarget';
import { updateRecord } from './writeRecord';

type Modification = Omit<ModifyDBInstanceCommandInput, 'DBInstanceIdentifier'>;

/**
 * Changes class, storage, Multi-AZ, backups, windows and protection, immediately
 * and without recreating the instance. Amazon RDS also applies pending changes.
 *
 * @throws InvalidFieldsError for fields that cannot be changed
 * @throws ConflictError if the instance must not be modified
 */
export async function changeDatabase(
  target: WriteTarget,
  change: ChangeDatabase,
): Promise<void> {
  const { config } = target.api;
  const { options, issues } = checkChange(config, change);
  if (issues.length) throw new InvalidFieldsError(issues);
  await updateRecord(
    target,
    recorded => {
      const record = requireOwn(recorded);
      const found = storageProblems(recorded.instance, change, options);
      if (found.length) throw new InvalidFieldsError(found);
      const { storage, ...rest } = change;
      return {
        ...record,
        spec: {
          ...record.spec,
          ...rest,
          ...(storage !== undefined && {
            storage: `${gibibytesOf(storage)}Gi`,
          }),
          options: { ...record.spec.options, ...options },
        },
      };
    },
    async (claimed, { instance }) => {
      const modification = modificationOf(config, instance, change, options);
      if (!Object.keys(modification).length) return;
      await claimed.api.call(
        'rds',
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier: target.name,
          ApplyImmediately: true,
          ...modification,
        }),
        claimed,
      );
    },
  );
}

/** Checks a change without a call. */
function checkChange(config: RegionConfig, change: ChangeDatabase) {
  const issues: FieldIssue[] = unsupportedIssues(change);
  if (change.version !== undefined)
    issues.push({
      field: 'version',
      rule: 'must be left out: Backstage does not upgrade PostgreSQL; use the AWS console',
    });
  const checked = checkOptions(change.options);
  issues.push(...checked.issues);
  const gibibytes =
    change.storage === undefined ? undefined : gibibytesOf(change.storage);
  if (change.storage !== undefined && gibibytes === undefined)
    issues.push({ field: 'storage', rule: STORAGE_RULE });
  if (!checked.issues.length)
    issues.push(
      ...limitIssues(config, { size: change.size, gibibytes }, checked.options),
    );
  return { options: checked.options, issues };
}

/** Returns the issues of the storage after the change. */
function storageProblems(
  { storage }: InstanceFacts,
  { storage: requested }: ChangeDatabase,
  options: AwsOptions,
): FieldIssue[] {
  const size =
    requested === undefined ? storage.gibibytes : gibibytesOf(requested)!;
  if (size < storage.gibibytes)
    return [
      {
        field: 'storage',
        rule: `must be at least ${storage.gibibytes}Gi, the current size: storage cannot shrink`,
      },
    ];
  const touches =
    options.storageType ??
    options.iops ??
    options.storageThroughput ??
    options.maxStorage ??
    requested;
  if (touches === undefined) return [];
  const type = options.storageType ?? (storage.type as StorageType);
  // An adopted instance can have an older type, which AWS checks.
  if (!STORAGE_TYPES.includes(type)) return [];
  const present = type === storage.type && isTunable(type, storage.gibibytes);
  return storageIssues({
    ...storageOf(size, { ...options, storageType: type }),
    iops: options.iops ?? (present ? storage.iops : undefined),
    throughput:
      options.storageThroughput ??
      (present && type === 'gp3' ? storage.throughput : undefined),
  });
}

/** Whether IOPS and throughput are configurable. AWS also reports the fixed values of a small gp3 volume. */
function isTunable(type: StorageType, gibibytes: number): boolean {
  return type !== 'gp3' || gibibytes >= GP3_TUNABLE_GIB;
}

/** Returns the fields that differ from the instance. */
function modificationOf(
  { sizes }: RegionConfig,
  instance: InstanceFacts,
  { size, storage, protected: isProtected }: ChangeDatabase,
  options: AwsOptions,
): Modification {
  const maxSize = options.maxStorage && gibibytesOf(options.maxStorage);
  const wanted = {
    DBInstanceClass: [size && sizes[size].class, instance.class],
    AllocatedStorage: [
      storage && gibibytesOf(storage),
      instance.storage.gibibytes,
    ],
    MaxAllocatedStorage: [maxSize, instance.storage.maxGibibytes],
    StorageType: [options.storageType, instance.storage.type],
    Iops: [options.iops, instance.storage.iops],
    StorageThroughput: [options.storageThroughput, instance.storage.throughput],
    MultiAZ: [options.multiAz, instance.multiAz],
    BackupRetentionPeriod: [
      options.backupRetentionDays,
      instance.retentionDays,
    ],
    PreferredBackupWindow: [options.backupWindow, instance.backupWindow],
    PreferredMaintenanceWindow: [
      options.maintenanceWindow,
      instance.maintenanceWindow,
    ],
    DeletionProtection: [isProtected, instance.protected],
  } satisfies { [K in keyof Modification]: [unknown, unknown] };
  const modification = Object.fromEntries(
    Object.entries(wanted).flatMap(([field, [value, present]]) =>
      value === undefined || value === present ? [] : [[field, value]],
    ),
  ) as Modification;
  // Amazon RDS accepts IOPS only together with the size.
  return modification.Iops === undefined ||
    modification.AllocatedStorage !== undefined
    ? modification
    : { ...modification, AllocatedStorage: instance.storage.gibibytes };
}
