import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { ConflictError } from '@backstage/errors';
import type { Binding } from '@pgstage/backstage-plugin-postgres-common';
import {
  normalBinding,
  recordHash,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { readInstances } from '../instance';
import { BINDING_TAG, CREATED_TAG, DATABASE_TAG } from '../record';
import { groupNames } from '../rules';
import { awsTags } from './awsTags';
import {
  ALL,
  allowEgress,
  allowIngress,
  DELETED,
  denyAllEgress,
  revokeRules,
} from './securityGroupRules';
import type { WriteTarget } from './WriteTarget';

/** Maximum age of groups without an instance that a repeated create completes. */
const REUSE_MS = 60 * 60_000;
/** Minimum age of groups without an instance to delete: no create completes them any more. */
const ORPHANED_MS = 2 * REUSE_MS;

/** The two groups of a database. */
export interface DatabaseGroups {
  /** Group of the instance: allows connections from clients. */
  incoming: string;
  /** Group of the clients: allows connections to the instance. */
  outgoing: string;
}

/**
 * Creates the security groups of a database with their rules, or completes them.
 * Called only before the instance is created, so that later changes of the rules, for
 * example in an emergency, are not reverted.
 *
 * Replaces groups that were not created for the same binding within the last hour:
 * they are of a removed database of the same name, whose clients must not reach the
 * new one.
 *
 * @throws ConflictError if clients of the removed database still use its groups, or
 * the groups are not of pgstage
 */
export async function ensureSecurityGroups(
  target: WriteTarget,
  binding: Binding,
): Promise<DatabaseGroups> {
  const names = groupNames(target.name);
  const request = { target, bindingTag: recordHash([normalBinding(binding)]) };
  const existing = await reusableGroups(request);
  const incoming = await ensureGroup(
    request,
    existing,
    names.incoming,
    `Database ${target.name}: connections to it`,
  );
  const outgoing = await ensureGroup(
    request,
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
 * Deletes the security groups of a database that no longer exists, see
 * {@link deleteGroups}. Younger groups can be those of a create in progress, which has
 * no instance yet: `reconcileRegion` deletes them later.
 */
export async function deleteSecurityGroups(target: WriteTarget): Promise<void> {
  const groups = await findGroups(target);
  await deleteGroups(
    target,
    groups.filter(group => isOf(group, target.ref) && isOrphaned(group)),
  );
}

/** Whether a group is so old that no create completes it any more. */
export function isOrphaned({ Tags }: SecurityGroup): boolean {
  return ageOf(Tags) > ORPHANED_MS;
}

/**
 * Deletes the groups of a database, except those that a network interface uses. Does
 * nothing if an instance has one of them: it was renamed.
 */
export async function deleteGroups(
  target: WriteTarget,
  groups: SecurityGroup[],
): Promise<void> {
  if (!groups.length) return;
  const instances = await readInstances(target.api, target);
  const used = new Set(instances.flatMap(each => each.securityGroups));
  if (groups.some(({ GroupId }) => used.has(GroupId!))) return;
  for (const group of groups) await revokeRules(target, group);
  for (const { GroupId } of groups)
    await target.api.tryCall(
      'ec2',
      new DeleteSecurityGroupCommand({ GroupId }),
      ['DependencyViolation', DELETED],
      target,
    );
}

/** A create, with the value of {@link BINDING_TAG} for its groups. */
interface GroupRequest {
  target: WriteTarget;
  bindingTag: string;
}

/** Returns the groups that an earlier attempt created. Deletes those of a removed database. */
async function reusableGroups({
  target,
  bindingTag,
}: GroupRequest): Promise<SecurityGroup[]> {
  const found = await findGroups(target);
  found.forEach(group => own(target, group));
  const isReusable = ({ Tags }: SecurityGroup) =>
    tagOf(Tags, BINDING_TAG) === bindingTag && ageOf(Tags) < REUSE_MS;
  if (found.every(isReusable)) return found;
  await deleteGroups(target, found);
  const [used] = await findGroups(target);
  if (!used) return [];
  throw new ConflictError(
    `Security group ${used.GroupName} of a removed database '${target.name}' is still in use: detach it from its clients, or choose another name`,
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

function isOf({ Tags }: SecurityGroup, ref: string): boolean {
  return tagOf(Tags, DATABASE_TAG) === ref;
}

/** Returns the value of a tag of a group; empty without the tag. */
export function tagOf(tags: SecurityGroup['Tags'] = [], key: string): string {
  return tags.find(({ Key }) => Key === key)?.Value ?? '';
}

/** Returns the milliseconds since pgstage created a group; `NaN` without the tag. */
function ageOf(tags: SecurityGroup['Tags']): number {
  return Date.now() - Date.parse(tagOf(tags, CREATED_TAG));
}

async function ensureGroup(
  { target, bindingTag }: GroupRequest,
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
            [BINDING_TAG]: bindingTag,
            Name: name,
          }),
        },
      ],
    }),
    ['InvalidGroup.Duplicate'],
    target,
  );
  if (created) return { GroupId: created.GroupId, IpPermissionsEgress: ALL };
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
