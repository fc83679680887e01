import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { ConflictError } from '@backstage/errors';
import { CREATED_TAG, DATABASE_TAG } from '../record';
import { awsTags } from './awsTags';
import type { WriteTarget } from './WriteTarget';

export const PORT = 5432;

/** Error code for a group that another removal has deleted. */
const DELETED = 'InvalidGroup.NotFound';

/** The egress rule of a new group. */
const ALL: IpPermission = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
};

/** The two groups of a database. */
export interface DatabaseGroups {
  /** Group of the instance: allows connections from clients. */
  incoming: string;
  /** Group of the clients: allows connections to the instance. */
  outgoing: string;
}

/** Returns the names of the groups of a database. AWS compares names case-insensitively. */
export const groupNames = (name: string) => ({
  incoming: `pgstage-${name}`,
  outgoing: `pgstage-${name}-clients`,
});

/**
 * Creates the security groups of a database with their rules, or completes them.
 * Called only before the instance is created, so that later changes of the rules, for
 * example in an emergency, are not reverted.
 */
export async function ensureSecurityGroups(
  target: WriteTarget,
): Promise<DatabaseGroups> {
  const names = groupNames(target.name);
  const existing = await findGroups(target);
  const incoming = await ensureGroup(
    target,
    existing,
    names.incoming,
    `Database ${target.name}: connections to it`,
  );
  const outgoing = await ensureGroup(
    target,
    existing,
    names.outgoing,
    `Clients of database ${target.name}`,
  );
  const { applicationSecurityGroups } = target.api.config.network;
  const sources = [outgoing.GroupId!, ...applicationSecurityGroups];
  await allowIngress(target, incoming, sources);
  await allowEgress(target, outgoing, incoming.GroupId!);
  await denyAllEgress(target, incoming);
  await denyAllEgress(target, outgoing);
  return { incoming: incoming.GroupId!, outgoing: outgoing.GroupId! };
}

/**
 * Deletes the security groups of a database that no longer exists, except those
 * that a network interface uses.
 */
export async function deleteSecurityGroups(target: WriteTarget): Promise<void> {
  const groups = (await findGroups(target)).filter(group =>
    isOf(group, target.ref),
  );
  // AWS does not delete a group that a rule of another group refers to.
  for (const group of groups) await revokeRules(target, group);
  for (const { GroupId } of groups)
    await target.api.tryCall(
      'ec2',
      new DeleteSecurityGroupCommand({ GroupId }),
      ['DependencyViolation', DELETED],
      target,
    );
}

async function findGroups(target: WriteTarget): Promise<SecurityGroup[]> {
  const { vpcId } = target.api.config.network;
  const { SecurityGroups = [] } = await target.api.call(
    'ec2',
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'group-name', Values: Object.values(groupNames(target.name)) },
      ],
    }),
    target,
  );
  return SecurityGroups;
}

function isOf({ Tags = [] }: SecurityGroup, ref: string): boolean {
  return Tags.some(({ Key, Value }) => Key === DATABASE_TAG && Value === ref);
}

async function ensureGroup(
  target: WriteTarget,
  existing: SecurityGroup[],
  name: string,
  Description: string,
): Promise<SecurityGroup> {
  const { config } = target.api;
  const found = existing.find(({ GroupName }) => GroupName === name);
  if (found) return own(target, found);
  const created = await target.api.tryCall(
    'ec2',
    new CreateSecurityGroupCommand({
      GroupName: name,
      Description,
      VpcId: config.network.vpcId,
      TagSpecifications: [
        {
          ResourceType: 'security-group',
          Tags: awsTags(config, {
            [DATABASE_TAG]: target.ref,
            [CREATED_TAG]: new Date().toISOString(),
            Name: name,
          }),
        },
      ],
    }),
    ['InvalidGroup.Duplicate'],
    target,
  );
  if (created) return { GroupId: created.GroupId, IpPermissionsEgress: [ALL] };
  // Another create was faster.
  const again = await findGroups(target);
  const other = again.find(({ GroupName }) => GroupName === name);
  if (other) return own(target, other);
  throw new ConflictError(
    `Security group ${name} exists in ${config.network.vpcId} and cannot be read: repeat the request`,
  );
}

function own({ ref, api }: WriteTarget, group: SecurityGroup): SecurityGroup {
  if (isOf(group, ref)) return group;
  throw new ConflictError(
    `Security group ${group.GroupName} in ${api.config.network.vpcId} was not created for ${ref}: choose another name, or ask the owner of the account to remove it`,
  );
}

const toPort = (groups: string[]): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: PORT,
  ToPort: PORT,
  UserIdGroupPairs: groups.map(GroupId => ({ GroupId })),
});

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

async function allowIngress(
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

async function allowEgress(
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

async function denyAllEgress(
  target: WriteTarget,
  { GroupId, IpPermissionsEgress = [] }: SecurityGroup,
): Promise<void> {
  if (!IpPermissionsEgress.some(({ IpProtocol }) => IpProtocol === '-1'))
    return;
  await target.api.tryCall(
    'ec2',
    new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [ALL] }),
    ABSENT,
    target,
  );
}

async function revokeRules(
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
