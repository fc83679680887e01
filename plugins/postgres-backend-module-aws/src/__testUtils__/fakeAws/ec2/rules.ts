import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Call, Handler } from '../Call';
import { AwsError } from '../http/AwsError';
import type { Params } from '../http/Params';
import { groupOf } from './securityGroups';

function permissionsOf(params: Params): IpPermission[] {
  return params.list('IpPermissions').map(permission => ({
    IpProtocol: permission.text('IpProtocol'),
    FromPort: permission.number('FromPort'),
    ToPort: permission.number('ToPort'),
    UserIdGroupPairs: permission.list('Groups').map(pair => ({
      GroupId: pair.text('GroupId'),
      Description: pair.text('Description'),
    })),
    IpRanges: permission.list('IpRanges').map(range => ({
      CidrIp: range.text('CidrIp'),
      Description: range.text('Description'),
    })),
    Ipv6Ranges: permission.list('Ipv6Ranges').map(range => ({
      CidrIpv6: range.text('CidrIpv6'),
    })),
  }));
}

/** One rule for each source or target, as EC2 compares them: descriptions do not count. */
function rulesOf(permission: IpPermission): Map<string, IpPermission> {
  const { IpProtocol, FromPort, ToPort } = permission;
  const rules = new Map<string, IpPermission>();
  const add = (peer: string, rule: IpPermission) =>
    rules.set([IpProtocol, FromPort, ToPort, peer].join('/'), {
      IpProtocol,
      FromPort,
      ToPort,
      ...rule,
    });
  permission.UserIdGroupPairs?.forEach(pair =>
    add(pair.GroupId!, { UserIdGroupPairs: [pair] }),
  );
  permission.IpRanges?.forEach(range =>
    add(range.CidrIp!, { IpRanges: [range] }),
  );
  permission.Ipv6Ranges?.forEach(range =>
    add(range.CidrIpv6!, { Ipv6Ranges: [range] }),
  );
  return rules;
}

function allRules(permissions: IpPermission[]): Map<string, IpPermission> {
  return new Map(permissions.flatMap(each => [...rulesOf(each)]));
}

type Direction = 'ingress' | 'egress';

/** "AuthorizeSecurityGroupIngress" and "…Egress" (EC2 API Reference): all rules or none. */
function authorize({ params, region }: Call, direction: Direction): object {
  const group = groupOf(region, params.text('GroupId'));
  const existing = allRules(group[direction]);
  const added = allRules(permissionsOf(params));
  for (const [key, rule] of added) {
    if (existing.has(key)) {
      throw new AwsError(
        'InvalidPermission.Duplicate',
        `the specified rule "${key}" already exists`,
      );
    }
    rule.UserIdGroupPairs?.forEach(pair => groupOf(region, pair.GroupId));
  }
  group[direction].push(...added.values());
  return { return: true };
}

/** "RevokeSecurityGroupIngress" and "…Egress" (EC2 API Reference). */
function revoke({ params, region }: Call, direction: Direction): object {
  const group = groupOf(region, params.text('GroupId'));
  const existing = allRules(group[direction]);
  for (const key of allRules(permissionsOf(params)).keys()) {
    if (!existing.delete(key)) {
      throw new AwsError(
        'InvalidPermission.NotFound',
        'The specified rule does not exist in this security group.',
      );
    }
  }
  group[direction] = [...existing.values()];
  return { return: true };
}

export const authorizeIngress: Handler = call => authorize(call, 'ingress');
export const authorizeEgress: Handler = call => authorize(call, 'egress');
export const revokeIngress: Handler = call => revoke(call, 'ingress');
export const revokeEgress: Handler = call => revoke(call, 'egress');
