import {
  DescribeSecurityGroupsCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { allPages } from '../aws';
import { refOf } from '../observe';
import { CREATED_TAG, DATABASE_TAG } from '../record';
import type { ReconcileContext } from './reconcileRegion';
import { deleteSecurityGroups } from './securityGroups';
import { findInstance, type WriteTarget } from './WriteTarget';

/** Minimum age of groups to delete, so that an interrupted create can be repeated. */
const AGE_MS = 60 * 60_000;

/**
 * Returns the databases that no longer exist but have security groups. Ignores
 * tags that pgstage did not write: others can write any value.
 */
export async function databasesOfOrphanedGroups(
  context: ReconcileContext,
  existing: ReadonlySet<string>,
): Promise<WriteTarget[]> {
  const { id } = context.api.config;
  const orphans = new Set(
    (await readOwnGroups(context))
      .filter(({ Tags }) => {
        const age = Date.now() - Date.parse(tagOf(Tags, CREATED_TAG));
        return age > AGE_MS;
      })
      .map(({ Tags }) => tagOf(Tags, DATABASE_TAG))
      .filter(ref => !existing.has(ref)),
  );
  return [...orphans].flatMap(ref => {
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    return ref === refOf(id, name) ? [{ ...context, ref, name }] : [];
  });
}

/** Deletes the security groups of a database that does not exist. */
export async function removeOrphanedGroups(target: WriteTarget): Promise<void> {
  // The database may have been created after the list was read.
  if (!(await findInstance(target))) await deleteSecurityGroups(target);
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

function tagOf(tags: SecurityGroup['Tags'] = [], key: string): string {
  return tags.find(({ Key }) => Key === key)?.Value ?? '';
}
