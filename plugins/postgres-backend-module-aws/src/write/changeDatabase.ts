import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import {
  type ChangeDatabase,
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { parseOptions } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';
import { type RecordedInstance, requestedTarget } from '../record';
import {
  GIBIBYTES_RULE,
  gibibytesOf,
  GP3_TUNABLE_GIB,
  STORAGE_TYPES,
  storageIssues,
  type StorageType,
} from '../rules';
import { limitIssues, storageOf, unsupportedIssues } from './checkSpec';
import { modificationOf } from './modificationOf';
import { type AwsOptions, awsOptionsSchema } from './options';
import { requireOwn, type WriteTarget } from './WriteTarget';
import { updateRecord } from './writeRecord';

/**
 * Changes class, storage, Multi-AZ, backups, windows and protection, immediately
 * and without recreating the instance. Amazon RDS also applies pending changes.
 *
 * @param verify - called with the checked options before anything is written
 * @throws InvalidFieldsError for fields that cannot be changed
 * @throws ConflictError if the instance must not be modified
 */
export async function changeDatabase(
  target: WriteTarget,
  change: ChangeDatabase,
  verify?: (options: AwsOptions) => Promise<void>,
): Promise<void> {
  const { config } = target.api;
  const { options, issues } = checkChange(config, change);
  if (issues.length) throw new InvalidFieldsError(issues);
  await verify?.(options);
  await updateRecord(
    target,
    recorded => {
      const record = requireOwn(recorded);
      const found = [
        ...storageProblems(recorded.instance, change, options),
        ...passwordProblems(recorded, options),
      ];
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
    async (claimed, recorded) => {
      const modification = modificationOf(
        config,
        { instance: recorded.instance, record: requireOwn(recorded) },
        change,
        options,
      );
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
  const { options = {}, issues: optionIssues } = parseOptions(
    awsOptionsSchema,
    change.options,
  );
  issues.push(...optionIssues);
  const gibibytes =
    change.storage === undefined ? undefined : gibibytesOf(change.storage);
  if (change.storage !== undefined && gibibytes === undefined)
    issues.push({ field: 'storage', rule: GIBIBYTES_RULE });
  if (!optionIssues.length)
    issues.push(
      ...limitIssues(config, { size: change.size, gibibytes }, options),
    );
  return { options, issues };
}

/** A password that AWS does not manage cannot be read. That of a restore follows later. */
function passwordProblems(
  { instance: { secret }, record }: RecordedInstance,
  options: AwsOptions,
): FieldIssue[] {
  if (secret || record?.restored?.incomplete || !requestedTarget(options))
    return [];
  return [
    {
      field: 'options.credentials',
      rule: 'must be left out: AWS does not manage the password of this instance',
    },
  ];
}

/** Returns the issues of the storage after the change and after the pending changes, which are applied with it. */
function storageProblems(
  { storage, pendingValues: pending }: InstanceFacts,
  { storage: requested }: ChangeDatabase,
  options: AwsOptions,
): FieldIssue[] {
  const asked = requested === undefined ? undefined : gibibytesOf(requested)!;
  if (asked !== undefined && asked < storage.gibibytes)
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
  const size = asked ?? pending.gibibytes ?? storage.gibibytes;
  const before = pending.storageType ?? storage.type;
  const type = options.storageType ?? (before as StorageType);
  // An adopted instance can have an older type, which AWS checks.
  if (!STORAGE_TYPES.includes(type)) return [];
  const present = type === storage.type && isTunable(type, storage.gibibytes);
  return storageIssues({
    ...storageOf(size, { ...options, storageType: type }),
    iops: options.iops ?? pending.iops ?? (present ? storage.iops : undefined),
    throughput:
      options.storageThroughput ??
      pending.throughput ??
      (present && type === 'gp3' ? storage.throughput : undefined),
  });
}

/** Whether IOPS and throughput are configurable. AWS also reports the fixed values of a small gp3 volume. */
function isTunable(type: StorageType, gibibytes: number): boolean {
  return type !== 'gp3' || gibibytes >= GP3_TUNABLE_GIB;
}
