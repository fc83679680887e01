import type { DBInstance } from '@aws-sdk/client-rds';
import { invalidCombination, invalidValue, notFound } from '../http/AwsError';
import type { Params } from '../http/Params';
import type { Region } from '../state';

type Network = Pick<
  DBInstance,
  'DBSubnetGroup' | 'VpcSecurityGroups' | 'DBParameterGroups'
>;

/**
 * Network and parameters of a request, with what AWS takes where the request
 * names nothing: the default security group, the default parameter group and
 * the subnet group `default` ("RestoreDBInstanceFromDBSnapshot", RDS API
 * Reference: a restored instance has the defaults, not those of its source).
 */
export function readNetwork(
  params: Params,
  region: Region,
  version: string,
): Network {
  const name = params.text('DBSubnetGroupName');
  const subnets = name ? region.subnetGroups.get(name) : undefined;
  if (name && !subnets) {
    throw notFound(
      'DBSubnetGroupNotFoundFault',
      `DB subnet group ${name} does not exist.`,
    );
  }
  const groups = params.texts('VpcSecurityGroupIds') ?? ['sg-0default'];
  return {
    DBSubnetGroup: subnets ?? {
      DBSubnetGroupName: 'default',
      VpcId: region.subnets[0].VpcId,
    },
    VpcSecurityGroups: memberships(region, groups),
    DBParameterGroups: [
      {
        DBParameterGroupName: parameterGroupName(
          region,
          params.text('DBParameterGroupName'),
          version,
        ),
        ParameterApplyStatus: 'in-sync',
      },
    ],
  };
}

export function memberships(
  region: Region,
  ids: string[],
): DBInstance['VpcSecurityGroups'] {
  return ids.map(id => {
    if (!region.securityGroups.has(id)) {
      throw invalidValue(
        `Invalid security group , groupId= ${id}, groupName=.`,
      );
    }
    return { VpcSecurityGroupId: id, Status: 'active' };
  });
}

export function familyOf(version: string): string {
  return `postgres${version.split('.')[0]}`;
}

/** "Parameter groups for Amazon RDS": the family of the group is that of the version. */
export function parameterGroupName(
  region: Region,
  name: string | undefined,
  version: string,
): string {
  const family = familyOf(version);
  if (!name || name === `default.${family}`) {
    return `default.${family}`;
  }
  const found = region.parameterGroups.get(name.toLowerCase());
  if (!found) {
    throw notFound(
      'DBParameterGroupNotFound',
      `DBParameterGroup not found: ${name}`,
    );
  }
  if (found.group.DBParameterGroupFamily !== family) {
    throw invalidCombination(
      `The parameter group ${name} with DBParameterGroupFamily ${found.group.DBParameterGroupFamily} can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${family}`,
    );
  }
  return name.toLowerCase();
}
