import type { Handler } from '../Call';
import { AwsError, invalidValue, notFound } from '../http/AwsError';
import type { ParameterGroupRecord, Region } from '../state';
import { checkIdentifier } from './checks';
import { required } from './find';
import { page } from './pages';
import { readTags } from './tags';

function groupOf(region: Region, name: string): ParameterGroupRecord {
  const record = region.parameterGroups.get(name.toLowerCase());
  if (!record) {
    throw notFound(
      'DBParameterGroupNotFound',
      `DBParameterGroup not found: ${name}`,
    );
  }
  return record;
}

export const createParameterGroup: Handler = ({ params, region }) => {
  const name = required(params, 'DBParameterGroupName').toLowerCase();
  checkIdentifier('DBParameterGroupName', name.slice(0, 63));
  const family = required(params, 'DBParameterGroupFamily');
  const description = required(params, 'Description');
  if (!/^postgres\d+$/.test(family)) {
    throw invalidValue(
      `ParameterGroupFamily ${family} is not a valid parameter group family`,
    );
  }
  if (region.parameterGroups.has(name)) {
    throw new AwsError(
      'DBParameterGroupAlreadyExists',
      `Parameter group ${name} already exists`,
    );
  }
  const arn = region.arn('rds', `pg:${name}`);
  const group = {
    DBParameterGroupName: name,
    DBParameterGroupFamily: family,
    Description: description,
    DBParameterGroupArn: arn,
  };
  region.tags.set(arn, readTags(params));
  region.parameterGroups.set(name, { group, parameters: [] });
  return { DBParameterGroup: group };
};

/** "ModifyDBParameterGroup" (RDS API Reference): up to 20 parameters; static ones wait for a reboot. */
export const modifyParameterGroup: Handler = ({ params, region }) => {
  const name = required(params, 'DBParameterGroupName');
  const record = groupOf(region, name);
  const changes = params.list('Parameters').map(parameter => ({
    ParameterName: required(parameter, 'ParameterName'),
    ParameterValue: parameter.text('ParameterValue'),
    ApplyMethod: parameter.text('ApplyMethod') as
      | 'immediate'
      | 'pending-reboot'
      | undefined,
    Source: 'user',
  }));
  if (changes.length === 0 || changes.length > 20) {
    throw invalidValue('1 to 20 parameters can be modified in a request.');
  }
  for (const { ParameterName, ApplyMethod } of changes) {
    if (
      ParameterName === 'shared_preload_libraries' &&
      ApplyMethod !== 'pending-reboot'
    ) {
      throw invalidValue(
        `cannot use immediate apply method for static parameter ${ParameterName}`,
      );
    }
  }
  const names = changes.map(({ ParameterName }) => ParameterName);
  record.parameters = [
    ...record.parameters.filter(
      ({ ParameterName }) => !names.includes(ParameterName!),
    ),
    ...changes,
  ];
  return { DBParameterGroupName: record.group.DBParameterGroupName };
};

export const describeParameterGroups: Handler = ({ params, region }) => {
  const name = params.text('DBParameterGroupName');
  const groups = name
    ? [groupOf(region, name)]
    : [...region.parameterGroups.values()];
  const { items, Marker } = page(
    params,
    groups.map(({ group }) => group),
  );
  return { Marker, DBParameterGroups: items };
};

/** Only what was set: the defaults of the engine are not in the fake. */
export const describeParameters: Handler = ({ params, region }) => {
  const { parameters } = groupOf(
    region,
    required(params, 'DBParameterGroupName'),
  );
  const source = params.text('Source');
  const { items, Marker } = page(
    params,
    parameters.filter(parameter => !source || parameter.Source === source),
  );
  return { Marker, Parameters: items };
};

export const deleteParameterGroup: Handler = ({ params, region }) => {
  const name = required(params, 'DBParameterGroupName').toLowerCase();
  const { group } = groupOf(region, name);
  const inUse = [...region.instances.values()].some(({ db }) =>
    db.DBParameterGroups!.some(each => each.DBParameterGroupName === name),
  );
  if (inUse) {
    throw new AwsError(
      'InvalidDBParameterGroupState',
      'One or more database instances are still members of this parameter group, so the group cannot be deleted',
    );
  }
  region.parameterGroups.delete(name);
  region.tags.delete(group.DBParameterGroupArn!);
  return {};
};
