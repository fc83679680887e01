import type { DBInstance } from '@aws-sdk/client-rds';
import type { Call, Handler } from '../Call';
import {
  AwsError,
  invalidCombination,
  invalidValue,
  notFound,
} from '../http/AwsError';
import type { InstanceRecord, Region } from '../state';
import { backupOf } from './deleteInstance';
import { describedInstance } from './describeInstances';
import { instanceOf, required, snapshotOf } from './find';
import { readNetwork } from './network';
import { addInstance, startCreation } from './newInstance';
import { recoveryWindow } from './recoveryWindow';
import { readSettings, settingsOf } from './settings';
import { readTags } from './tags';
import { pastStandardSupport, targetsOf } from './versions';

interface Source {
  db: Partial<DBInstance>;
  masterPassword: string;
}

/**
 * A restored instance has the data, the master user and its old password, and
 * the storage of its source. Network, parameter group, Multi-AZ, protection and
 * the managed secret are not restored ("RestoreDBInstanceFromDBSnapshot" and
 * "RestoreDBInstanceToPointInTime", RDS API Reference).
 */
function restore(
  call: Call,
  identifier: string,
  { db, masterPassword }: Source,
  settings: Partial<DBInstance>,
): InstanceRecord {
  const { params, region, clock } = call;
  if (params.flag('ManageMasterUserPassword')) {
    throw invalidCombination(
      'ManageMasterUserPassword is supported for restores of RDS for Oracle only.',
    );
  }
  const version = versionAfterRestore(db.EngineVersion!, settings, clock.now());
  const record = addInstance(
    call,
    identifier,
    {
      AllocatedStorage: db.AllocatedStorage,
      DBInstanceClass: db.DBInstanceClass ?? 'db.t4g.medium',
      KmsKeyId: db.KmsKeyId,
      MasterUsername: db.MasterUsername,
      DBName: db.DBName,
      StorageEncrypted: db.StorageEncrypted,
      StorageType: db.StorageType,
      ...settings,
      ...readNetwork(params, region, version),
      EnabledCloudwatchLogsExports: params.texts('EnableCloudwatchLogsExports'),
      EngineVersion: version,
    },
    { masterPassword, tags: readTags(params) },
  );
  startCreation(call, record, params.number('Port'));
  return record;
}

/** "Amazon RDS Extended Support": without it, a restore of an old version upgrades it. */
function versionAfterRestore(
  version: string,
  settings: Partial<DBInstance>,
  now: Date,
): string {
  const disabled = /disabled$/.test(settings.EngineLifecycleSupport ?? '');
  return disabled && pastStandardSupport(version, now)
    ? targetsOf(version)[0]
    : version;
}

export const restoreFromSnapshot: Handler = call => {
  const { params, region } = call;
  const { snapshot, masterPassword } = snapshotOf(
    region,
    required(params, 'DBSnapshotIdentifier'),
  );
  if (snapshot.Status !== 'available') {
    throw new AwsError(
      'InvalidDBSnapshotState',
      `The snapshot is ${snapshot.Status}.`,
    );
  }
  const record = restore(
    call,
    required(params, 'DBInstanceIdentifier'),
    {
      db: {
        AllocatedStorage: snapshot.AllocatedStorage,
        EngineVersion: snapshot.EngineVersion,
        KmsKeyId: snapshot.KmsKeyId,
        MasterUsername: snapshot.MasterUsername,
        StorageEncrypted: snapshot.Encrypted,
        StorageType: snapshot.StorageType,
      },
      masterPassword,
    },
    readSettings(params, settingsOf.restoreSnapshot),
  );
  return { DBInstance: describedInstance(call, record) };
};

export const restoreToPointInTime: Handler = call => {
  const { params, clock } = call;
  const source = sourceOf(call);
  const time = params.text('RestoreTime');
  const latest = params.flag('UseLatestRestorableTime') ?? false;
  if (Boolean(time) === latest) {
    throw invalidCombination(
      'Specify either RestoreTime or UseLatestRestorableTime.',
    );
  }
  if (time) {
    const at = new Date(time);
    const { EarliestTime, LatestTime } = source.window;
    if (at < EarliestTime! || at > LatestTime! || at > clock.now()) {
      throw invalidValue(
        `The specified instance cannot be restored to a time earlier than ${EarliestTime!.toISOString()} or later than ${LatestTime!.toISOString()}.`,
      );
    }
  }
  const record = restore(
    call,
    required(params, 'TargetDBInstanceIdentifier'),
    source,
    readSettings(params, settingsOf.restoreTime),
  );
  return { DBInstance: describedInstance(call, record) };
};

/**
 * An instance by its name, or by its resource id, which also finds the retained backups
 * of a deleted one. The API Reference names the parameters and errors of the action,
 * but not what AWS does with both parameters or neither: here, both are refused.
 */
function sourceOf({ params, region, clock }: Call) {
  const name = params.text('SourceDBInstanceIdentifier');
  const resource = params.text('SourceDbiResourceId');
  if (Boolean(name) === Boolean(resource)) {
    throw invalidCombination(
      'Specify either SourceDBInstanceIdentifier or SourceDbiResourceId.',
    );
  }
  const record = name
    ? instanceOf(region, name)
    : [...region.instances.values()].find(
        ({ db }) => db.DbiResourceId === resource,
      );
  return record
    ? existingSource(record, clock.now())
    : retainedSource(region, resource!);
}

function retainedSource(region: Region, resource: string) {
  const retained = region.retained.get(resource);
  if (!retained) {
    throw notFound('DBInstanceNotFound', `DBInstance ${resource} not found.`);
  }
  const { backup, masterPassword } = retained;
  return {
    db: { ...backup, StorageEncrypted: backup.Encrypted },
    masterPassword,
    window: backup.RestoreWindow!,
  };
}

function existingSource(record: InstanceRecord, now: Date) {
  const window = recoveryWindow(record, now);
  if (!window) {
    throw new AwsError(
      'PointInTimeRestoreNotEnabled',
      `Automated backups of ${record.db.DBInstanceIdentifier} are not enabled, or none has finished.`,
    );
  }
  const { db, masterPassword } = record;
  return {
    db: {
      ...backupOf(record),
      DBInstanceClass: db.DBInstanceClass,
      DBName: db.DBName,
      KmsKeyId: db.KmsKeyId,
      StorageEncrypted: db.StorageEncrypted,
    },
    masterPassword,
    window,
  };
}
