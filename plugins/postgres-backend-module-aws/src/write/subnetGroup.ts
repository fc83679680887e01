import {
  CreateDBSubnetGroupCommand,
  DescribeDBSubnetGroupsCommand,
} from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import { awsTags } from './awsTags';
import type { WriteTarget } from './WriteTarget';

/**
 * Returns the name of the subnet group, which all databases of a VPC share. Creates it
 * if the configuration has `subnetIds`.
 *
 * @throws ConflictError if the group does not exist, or belongs to another VPC
 */
export async function ensureSubnetGroup(target: WriteTarget): Promise<string> {
  const { config, system } = target.api;
  const { vpcId, subnetIds, subnetGroup } = config.network;
  const name = subnetGroup ?? `pgstage-${vpcId}`;
  const existing = await target.api.tryCall(
    'rds',
    new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: name }),
    ['DBSubnetGroupNotFoundFault'],
    target,
  );
  const [group] = existing?.DBSubnetGroups ?? [];
  if (group) {
    if (group.VpcId === vpcId) return name;
    throw new ConflictError(
      `Subnet group ${name} in ${system} belongs to ${group.VpcId}, not to ${vpcId}: ask the administrator of Backstage to correct the configuration`,
    );
  }
  if (!subnetIds)
    throw new ConflictError(
      `Subnet group ${name} does not exist in ${system}: ask the administrator of Backstage to correct the configuration`,
    );
  await target.api.tryCall(
    'rds',
    new CreateDBSubnetGroupCommand({
      DBSubnetGroupName: name,
      DBSubnetGroupDescription: `PostgreSQL databases of pgstage in ${vpcId}`,
      SubnetIds: subnetIds,
      Tags: awsTags(config),
    }),
    // Another create was faster.
    ['DBSubnetGroupAlreadyExistsFault'],
    target,
  );
  return name;
}
