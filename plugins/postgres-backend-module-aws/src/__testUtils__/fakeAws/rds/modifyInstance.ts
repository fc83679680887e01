import type { DBInstance, PendingModifiedValues } from '@aws-sdk/client-rds';
import type { Call, Handler } from '../Call';
import type { InstanceRecord } from '../state';
import { applyChanges } from './applyChanges';
import { changePassword, checkPasswordChange } from './changePassword';
import { checkChanges, checkModifiable } from './checkChanges';
import { describedInstance } from './describeInstances';
import { instanceOf, required } from './find';
import { memberships, parameterGroupName } from './network';
import { readSettings, settingsOf } from './settings';

/** Changes that are pending until the maintenance window unless ApplyImmediately is true ("Settings for DB instances"); the others are applied immediately. */
const deferred: ReadonlyArray<keyof DBInstance & keyof PendingModifiedValues> =
  [
    'AllocatedStorage',
    'CACertificateIdentifier',
    'DBInstanceClass',
    'EngineVersion',
    'Iops',
    'MultiAZ',
    'StorageThroughput',
    'StorageType',
  ];

export const modifyInstance: Handler = call => {
  const { params, region } = call;
  const record = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  const { db } = record;
  const now = params.flag('ApplyImmediately') ?? false;
  checkModifiable(record);
  const changes = readSettings(params, settingsOf.modify);
  checkChanges(call, record, changes);
  const group = params.text('DBParameterGroupName');
  const groupName =
    group &&
    parameterGroupName(
      region,
      group,
      changes.EngineVersion ?? db.EngineVersion!,
    );
  const securityGroups = params.texts('VpcSecurityGroupIds');
  const members = securityGroups && memberships(region, securityGroups);
  checkPasswordChange(call, record, now);

  const waiting: PendingModifiedValues = { ...db.PendingModifiedValues };
  for (const [name, value] of Object.entries(changes)) {
    const field = name as (typeof deferred)[number];
    if (!deferred.includes(field)) {
      Object.assign(db, { [name]: value });
    } else if (db[field] !== value) {
      Object.assign(waiting, { [name]: value });
    }
  }
  db.PendingModifiedValues = waiting;
  if (members) {
    db.VpcSecurityGroups = members;
  }
  if (groupName) {
    // "Modifying a DB instance": another group needs a reboot.
    db.DBParameterGroups = [
      {
        DBParameterGroupName: groupName,
        ParameterApplyStatus: 'pending-reboot',
      },
    ];
  }
  changeLogExports(call, record);
  changePassword(call, record);
  if ((now && Object.keys(waiting).length > 0) || waiting.MasterUserPassword) {
    applyChanges(call, record);
  }
  return { DBInstance: describedInstance(call, record) };
};

function changeLogExports({ params }: Call, { db }: InstanceRecord): void {
  const change = params.struct('CloudwatchLogsExportConfiguration');
  const enable = change.texts('EnableLogTypes') ?? [];
  const disable = change.texts('DisableLogTypes') ?? [];
  if (enable.length + disable.length > 0) {
    const kept = (db.EnabledCloudwatchLogsExports ?? []).filter(
      type => !disable.includes(type),
    );
    db.EnabledCloudwatchLogsExports = [...new Set([...kept, ...enable])];
  }
}
