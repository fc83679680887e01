import {
  DescribeSecurityGroupsCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { parseDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import { allPages } from '../aws';
import { CREATED_TAG, DATABASE_TAG } from '../record';
import type { ReconcileContext } from './reconcileRegion';
import { deleteSecurityGroups } from './securityGroups';
import { findInstance } from './WriteTarget';

/** Minimum age of groups to delete, so that an interrupted create can be repeated. */
const AGE_MS = 60 * 60_000;

/** Deletes the security groups of databases that no longer exist. */
export async function removeOrphanedGroups(
  context: ReconcileContext,
  existing: ReadonlySet<string>,
): Promise<void> {
  const orphans = new Set(
    (await readOwnGroups(context))
      .filter(({ Tags }) => {
        const age = Date.now() - Date.parse(tagOf(Tags, CREATED_TAG));
        return age > AGE_MS;
      })
      .map(({ Tags }) => tagOf(Tags, DATABASE_TAG))
      .filter(ref => !existing.has(ref)),
  );
  for (const ref of orphans) {
    const { location, name } = parseDatabaseRef(ref);
    if (location !== context.api.config.id) continue;
    const target = { ...context, ref, name };
    // The database may have been created after the list was read.
    if (!(await findInstance(target))) await deleteSecurityGroups(target);
  }
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
