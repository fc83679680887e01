import type { ModifyDBInstanceCommandInput } from '@aws-sdk/client-rds';
import type { ChangeDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import { type InstanceFacts, meaningOf } from '../instance';
import type { DatabaseRecord } from '../record';
import { gibibytesOf } from '../rules';
import type { AwsOptions } from './options';

type Modification = Omit<ModifyDBInstanceCommandInput, 'DBInstanceIdentifier'>;

/** A requested value, the present one, and that of a pending change. */
type Wanted = [requested: unknown, present: unknown, pending?: unknown];

/**
 * Returns the fields to modify. A request for the present value replaces a pending
 * change, which AWS would apply later otherwise.
 */
export function modificationOf(
  config: RegionConfig,
  { instance, record }: { instance: InstanceFacts; record: DatabaseRecord },
  change: ChangeDatabase,
  options: AwsOptions,
): Modification {
  const { size, storage: requested, protected: isProtected } = change;
  const maxSize = options.maxStorage && gibibytesOf(options.maxStorage);
  const { storage, pendingValues: pending } = instance;
  const wanted = {
    DBInstanceClass: [
      size && config.sizes[size].class,
      instance.class,
      pending.class,
    ],
    AllocatedStorage: [
      requested && gibibytesOf(requested),
      storage.gibibytes,
      pending.gibibytes,
    ],
    MaxAllocatedStorage: [maxSize, storage.maxGibibytes],
    StorageType: [options.storageType, storage.type, pending.storageType],
    Iops: [options.iops, storage.iops, pending.iops],
    StorageThroughput: [
      options.storageThroughput,
      storage.throughput,
      pending.throughput,
    ],
    MultiAZ: [
      multiAzOf(config, record, change, options),
      instance.multiAz,
      pending.multiAz,
    ],
    BackupRetentionPeriod: [
      options.backupRetentionDays,
      instance.retentionDays,
      pending.retentionDays,
    ],
    PreferredBackupWindow: [options.backupWindow, instance.backupWindow],
    PreferredMaintenanceWindow: [
      options.maintenanceWindow,
      instance.maintenanceWindow,
    ],
    DeletionProtection: [isProtected, instance.protected],
  } satisfies { [K in keyof Modification]: Wanted };
  const modification = Object.fromEntries(
    Object.entries<Wanted>(wanted).flatMap(([field, each]) =>
      needsModification(instance, each) ? [[field, each[0]]] : [],
    ),
  ) as Modification;
  // Amazon RDS accepts IOPS only together with the size.
  return modification.Iops === undefined ||
    modification.AllocatedStorage !== undefined
    ? modification
    : {
        ...modification,
        AllocatedStorage: pending.gibibytes ?? storage.gibibytes,
      };
}

function needsModification(
  { status }: InstanceFacts,
  [requested, present, pending]: Wanted,
): boolean {
  if (requested === undefined) return false;
  if (pending === undefined) return requested !== present;
  // A pending change that waits for the maintenance window is applied now.
  const isApplied = meaningOf(status)?.kind === 'changing';
  return requested !== pending || !isApplied;
}

/**
 * Returns whether the instance is to have a standby; undefined for no change. The
 * setting of a new size applies, unless the standby was requested, or was not that
 * of the previous size.
 */
function multiAzOf(
  { sizes }: RegionConfig,
  { spec }: DatabaseRecord,
  { size }: ChangeDatabase,
  options: AwsOptions,
): boolean | undefined {
  if (options.multiAz !== undefined) return options.multiAz;
  if (size === undefined || spec.options?.multiAz !== undefined)
    return undefined;
  const { multiAz } = sizes[size];
  return multiAz || sizes[spec.size ?? '']?.multiAz ? multiAz : undefined;
}
