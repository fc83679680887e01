import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Handler } from '../Call';
import { AwsError, missing } from '../http/AwsError';
import type { Params } from '../http/Params';
import type { Region, SecurityGroupRecord } from '../state';
import { matches } from './filters';
import { page } from './page';

const everything: IpPermission = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
};

export function groupOf(
  region: Region,
  id: string | undefined,
): SecurityGroupRecord {
  const group = region.securityGroups.get(id ?? '');
  if (!group) {
    throw new AwsError(
      'InvalidGroup.NotFound',
      `The security group '${id}' does not exist`,
    );
  }
  return group;
}

/** Tags for a type of resource, which other types in the request do not get. */
export function tagSpecification(params: Params, type: string) {
  return params
    .list('TagSpecification')
    .filter(each => each.text('ResourceType') === type)
    .flatMap(each => each.list('Tag'))
    .map(tag => ({ Key: tag.text('Key'), Value: tag.text('Value') ?? '' }));
}

/** "CreateSecurityGroup" (EC2 API Reference): a name is unique in a VPC, case-insensitively; a new group allows all outgoing traffic. */
export const createSecurityGroup: Handler = ({ params, region }) => {
  const name = params.text('GroupName');
  const description = params.text('GroupDescription');
  if (!name || !description) {
    throw missing(name ? 'GroupDescription' : 'GroupName');
  }
  const vpc = params.text('VpcId') ?? region.subnets[0].VpcId;
  if (/^sg-/i.test(name) || !/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/.test(name)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${name}) for parameter GroupName is invalid.`,
    );
  }
  if (!region.subnets.some(subnet => subnet.VpcId === vpc)) {
    throw new AwsError(
      'InvalidVpcID.NotFound',
      `The vpc ID '${vpc}' does not exist`,
    );
  }
  const same = [...region.securityGroups.values()].some(
    group =>
      group.VpcId === vpc &&
      group.GroupName.toLowerCase() === name.toLowerCase(),
  );
  if (same) {
    throw new AwsError(
      'InvalidGroup.Duplicate',
      `The security group '${name}' already exists for VPC '${vpc}'`,
    );
  }
  const id = `sg-${region.unique(17)}`;
  region.securityGroups.set(id, {
    GroupId: id,
    GroupName: name,
    Description: description,
    VpcId: vpc,
    ingress: [],
    egress: [everything],
  });
  const tags = tagSpecification(params, 'security-group');
  region.tags.set(id, tags);
  return { return: true, groupId: id, tagSet: tags.map(described) };
};

export const describeSecurityGroups: Handler = ({ params, region }) => {
  const ids = params.texts('GroupId');
  ids?.forEach(id => groupOf(region, id));
  const groups = [...region.securityGroups.values()].filter(
    group =>
      (!ids || ids.includes(group.GroupId)) &&
      matches(
        params,
        {
          'group-id': group.GroupId,
          'group-name': group.GroupName,
          'vpc-id': group.VpcId,
        },
        region.tags.get(group.GroupId) ?? [],
      ),
  );
  const { items, nextToken } = page(params, groups);
  return {
    nextToken,
    securityGroupInfo: items.map(group => ({
      ownerId: region.account,
      groupId: group.GroupId,
      groupName: group.GroupName,
      groupDescription: group.Description,
      vpcId: group.VpcId,
      ipPermissions: group.ingress.map(describedRule),
      ipPermissionsEgress: group.egress.map(describedRule),
      tagSet: (region.tags.get(group.GroupId) ?? []).map(described),
    })),
  };
};

/** "DeleteSecurityGroup" (EC2 API Reference): not while something uses it or another group refers to it. */
export const deleteSecurityGroup: Handler = ({ params, region }) => {
  const { GroupId: id } = groupOf(region, params.text('GroupId'));
  const used = [...region.instances.values()].some(({ db }) =>
    db.VpcSecurityGroups!.some(each => each.VpcSecurityGroupId === id),
  );
  const referred = [...region.securityGroups.values()].some(
    group =>
      group.GroupId !== id &&
      [...group.ingress, ...group.egress].some(rule =>
        rule.UserIdGroupPairs?.some(pair => pair.GroupId === id),
      ),
  );
  if (used || referred) {
    throw new AwsError(
      'DependencyViolation',
      `resource ${id} has a dependent object`,
    );
  }
  region.securityGroups.delete(id);
  region.tags.delete(id);
  return { return: true, groupId: id };
};

function described({ Key, Value }: { Key?: string; Value?: string }) {
  return { key: Key, value: Value };
}

function describedRule(rule: IpPermission) {
  return {
    ipProtocol: rule.IpProtocol,
    fromPort: rule.FromPort,
    toPort: rule.ToPort,
    groups: rule.UserIdGroupPairs?.map(pair => ({
      groupId: pair.GroupId,
      description: pair.Description,
    })),
    ipRanges: rule.IpRanges?.map(range => ({
      cidrIp: range.CidrIp,
      description: range.Description,
    })),
  };
}
