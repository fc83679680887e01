import type { Handler } from '../Call';
import { invalidCombination, invalidValue } from '../http/AwsError';
import { manage } from '../secrets/managed';
import { checkNames, checkPasswordSource } from './checks';
import { required } from './find';
import { readNetwork } from './network';
import { addInstance, startCreation } from './newInstance';
import { readSettings, settingsOf } from './settings';
import { readTags } from './tags';
import { checkVersion, pastStandardSupport } from './versions';
import { describedInstance } from './describeInstances';

export const createInstance: Handler = call => {
  const { params, region, clock } = call;
  const identifier = required(params, 'DBInstanceIdentifier');
  if (required(params, 'Engine') !== 'postgres') {
    throw invalidValue('Invalid DB engine');
  }
  required(params, 'DBInstanceClass');
  const user = params.text('MasterUsername');
  const dbName = params.text('DBName');
  checkNames(dbName, user);
  checkPasswordSource(params, true);
  const settings = readSettings(params, settingsOf.create);
  const version = checkVersion(settings.EngineVersion ?? '17');
  // "Amazon RDS Extended Support": without it, no new instance past the end of standard support.
  const disabled = /disabled$/.test(settings.EngineLifecycleSupport ?? '');
  if (disabled && pastStandardSupport(version, clock.now())) {
    throw invalidCombination(`Cannot create a DB instance of ${version}`);
  }
  const record = addInstance(
    call,
    identifier,
    {
      ...settings,
      ...readNetwork(params, region, version),
      DBName: dbName,
      EnabledCloudwatchLogsExports: params.texts('EnableCloudwatchLogsExports'),
      EngineVersion: version,
      MasterUsername: user,
    },
    {
      masterPassword: params.text('MasterUserPassword') ?? '',
      tags: readTags(params),
    },
  );
  if (params.flag('ManageMasterUserPassword')) {
    manage(region, clock, record, params.text('MasterUserSecretKmsKeyId'));
  }
  startCreation(call, record, params.number('Port'));
  return { DBInstance: describedInstance(call, record) };
};
