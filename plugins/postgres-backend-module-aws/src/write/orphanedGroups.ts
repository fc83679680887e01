import {
  DescribeSecurityGroupsCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { allPages } from '../aws';
import { refOf } from '../observe';
import { DATABASE_TAG } from '../record';
import type { ReconcileContext } from './reconcileRegion';
import { deleteGroups, isOrphaned, tagOf } from './securityGroups';
import { findInstance, type WriteTarget } from './WriteTarget';

/** A database that does not exist, with its security groups. */
export interface OrphanedGroups {
  target: WriteTarget;
  groups: SecurityGroup[];
}

/**
 * Returns the databases that do not exist but have security groups, which no create
 * completes any more. Ignores tags that pgstage did not write: others can write any
 * value.
 */
export async function findOrphanedGroups(
  context: ReconcileContext,
  existing: ReadonlySet<string>,
): Promise<OrphanedGroups[]> {
  const { id } = context.api.config;
  const byRef = new Map<string, SecurityGroup[]>();
  for (const group of await readOwnGroups(context)) {
    const ref = tagOf(group.Tags, DATABASE_TAG);
    if (isOrphaned(group) && !existing.has(ref))
      byRef.set(ref, [...(byRef.get(ref) ?? []), group]);
  }
  return [...byRef].flatMap(([ref, groups]) => {
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    return ref === refOf(id, name)
      ? [{ target: { ...context, ref, name }, groups }]
      : [];
  });
}

/** Deletes the groups, unless the database was created after the list was read. A new create has other groups. */
export async function removeOrphanedGroups({
  target,
  groups,
}: OrphanedGroups): Promise<void> {
  if (!(await findInstance(target))) await deleteGroups(target, groups);
}

async function readOwnGroups({
  api,
  signal,
}: ReconcileContext): Promise<SecurityGroup[]> {
  const pages = await allPages(
    NextToken =>
      api.call(
        'ec2',
        new DescribeSecurityGroupsCommand({
          Filters: [
            { Name: 'vpc-id', Values: [api.config.network.vpcId] },
            { Name: 'tag-key', Values: [DATABASE_TAG] },
          ],
          MaxResults: 500,
          NextToken,
        }),
        { signal },
      ),
    ({ NextToken }) => NextToken,
  );
  return pages.flatMap(({ SecurityGroups = [] }) => SecurityGroups);
}
