import {
  ModifyDBInstanceCommand,
  type ModifyDBInstanceCommandInput,
} from '@aws-sdk/client-rds';
import { modifyObstacle, type RecordedInstance } from '../record';
import { modificationOf } from './modificationOf';
import type { AwsOptions } from './options';
import { ensureParameterGroup, parameterGroupOf } from './parameterGroup';
import { requireOwn, type WriteTarget } from './WriteTarget';
import { updateRecord } from './writeRecord';

/** Statuses in which Amazon RDS changes a restored instance. */
const READY = new Set([
  'available',
  'storage-optimization',
  'storage-initialization',
]);

/** Whether the settings of a restored instance must be set, and can be. */
export function isRestorePending(recorded: RecordedInstance): boolean {
  return Boolean(
    recorded.record?.restored?.incomplete &&
      READY.has(recorded.instance.status) &&
      !modifyObstacle(recorded),
  );
}

/**
 * Completes what the request for an instance could not: signs the record for its
 * resource id, and sets what a restore does not take. Can be repeated: a setting that
 * the instance has is not set again. Does nothing if nothing is left, or while the
 * instance is restored.
 */
export async function completeRecord(
  target: WriteTarget,
  { maySign = () => true }: { maySign?: (status: string) => boolean } = {},
): Promise<void> {
  await updateRecord(
    target,
    recorded => {
      const { record, stale, instance } = recorded;
      if (isRestorePending(recorded)) return settled(recorded);
      return stale && maySign(instance.status) ? record : undefined;
    },
    async (claimed, recorded) => {
      if (isRestorePending(recorded)) await setSettings(claimed, recorded);
    },
  );
}

function settled({ record }: RecordedInstance): RecordedInstance['record'] {
  const { incomplete, ...restored } = record!.restored!;
  return { ...record!, restored };
}

/** Sets the password, the backups, the windows, monitoring, and the parameters of the version. */
async function setSettings(
  target: WriteTarget,
  recorded: RecordedInstance,
): Promise<void> {
  const { config } = target.api;
  const { instance } = recorded;
  const record = requireOwn(recorded);
  const options = (record.spec.options ?? {}) as AwsOptions;
  const modification: Partial<ModifyDBInstanceCommandInput> = {
    ...modificationOf(
      config,
      { instance, record },
      {},
      {
        multiAz: options.multiAz,
        maxStorage: options.maxStorage,
        backupRetentionDays:
          options.backupRetentionDays ?? config.backups.retentionDays,
        backupWindow: options.backupWindow ?? config.backups.window,
        maintenanceWindow:
          options.maintenanceWindow ?? config.maintenanceWindow,
      },
    ),
    ...(!instance.secret && {
      ManageMasterUserPassword: true,
      MasterUserSecretKmsKeyId: config.secretKmsKeyId,
    }),
    ...(config.monitoring && {
      MonitoringInterval: config.monitoring.intervalSeconds,
      MonitoringRoleArn: config.monitoring.roleArn,
    }),
    ...(await parametersOf(target, recorded)),
  };
  if (!Object.keys(modification).length) return;
  await target.api.call(
    'rds',
    new ModifyDBInstanceCommand({
      ...modification,
      DBInstanceIdentifier: target.name,
      ApplyImmediately: true,
    }),
    target,
  );
}

/** Returns the parameter group, if AWS upgraded the instance while it restored it. */
async function parametersOf(
  target: WriteTarget,
  { instance: { version, parameterGroups } }: RecordedInstance,
): Promise<{ DBParameterGroupName?: string }> {
  if (!version) return {};
  const wanted = parameterGroupOf(version).name;
  if (parameterGroups.some(({ name }) => name === wanted)) return {};
  return { DBParameterGroupName: await ensureParameterGroup(target, version) };
}
