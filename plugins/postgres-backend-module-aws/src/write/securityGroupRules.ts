import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import type { WriteTarget } from './WriteTarget';

/** Port of the databases. */
export const PORT = 5432;

/** Error code for a group that another removal has deleted. */
export const DELETED = 'InvalidGroup.NotFound';

const toPort = (groups: string[]): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: PORT,
  ToPort: PORT,
  UserIdGroupPairs: groups.map(GroupId => ({ GroupId })),
});

/** The egress rules of a new group; the second only in a VPC with IPv6. */
export const ALL: IpPermission[] = [
  { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
];

const ALREADY = ['InvalidPermission.Duplicate'];
const ABSENT = ['InvalidPermission.NotFound', DELETED];

/** Returns the groups in rules for the port of PostgreSQL. */
function allowed(permissions: IpPermission[] = []): Set<string | undefined> {
  return new Set(
    permissions
      .filter(({ FromPort, ToPort }) => FromPort === PORT && ToPort === PORT)
      .flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs)
      .map(({ GroupId }) => GroupId),
  );
}

/** Allows connections from groups. */
export async function allowIngress(
  target: WriteTarget,
  { GroupId, IpPermissions }: SecurityGroup,
  sources: string[],
): Promise<void> {
  const present = allowed(IpPermissions);
  // One call for each rule, because a call fails if one of its rules exists.
  for (const source of sources.filter(one => !present.has(one)))
    await target.api.tryCall(
      'ec2',
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [toPort([source])],
      }),
      ALREADY,
      target,
    );
}

/** Allows connections to a group. */
export async function allowEgress(
  target: WriteTarget,
  { GroupId, IpPermissionsEgress }: SecurityGroup,
  to: string,
): Promise<void> {
  if (allowed(IpPermissionsEgress).has(to)) return;
  await target.api.tryCall(
    'ec2',
    new AuthorizeSecurityGroupEgressCommand({
      GroupId,
      IpPermissions: [toPort([to])],
    }),
    ALREADY,
    target,
  );
}

/** Revokes the egress rules of a new group, which allow everything. */
export async function denyAllEgress(
  target: WriteTarget,
  { GroupId, IpPermissionsEgress = [] }: SecurityGroup,
): Promise<void> {
  const present = IpPermissionsEgress.filter(
    ({ IpProtocol }) => IpProtocol === '-1',
  );
  const all = ALL.filter(one =>
    present.some(
      ({ IpRanges = [], Ipv6Ranges = [] }) =>
        (one.IpRanges && IpRanges.length) ||
        (one.Ipv6Ranges && Ipv6Ranges.length),
    ),
  );
  // One call for each rule, because a call fails if one of its rules does not exist.
  for (const rule of all)
    await target.api.tryCall(
      'ec2',
      new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [rule] }),
      ABSENT,
      target,
    );
}

/** Revokes the rules that name groups: AWS deletes no group that a rule of another group names. */
export async function revokeRules(
  target: WriteTarget,
  { GroupId, IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup,
): Promise<void> {
  const named = (permissions: IpPermission[]) =>
    permissions.filter(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.length);
  const ingress = named(IpPermissions);
  const egress = named(IpPermissionsEgress);
  if (ingress.length)
    await target.api.tryCall(
      'ec2',
      new RevokeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: ingress,
      }),
      ABSENT,
      target,
    );
  if (egress.length)
    await target.api.tryCall(
      'ec2',
      new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: egress }),
      ABSENT,
      target,
    );
}
