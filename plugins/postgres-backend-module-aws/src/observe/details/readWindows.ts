import { DescribeDBInstanceAutomatedBackupsCommand } from '@aws-sdk/client-rds';
import { allPages, type CallOptions, type RegionApi } from '../../aws';
import { PAGE } from './page';

/** Reads the ranges of times that can be restored, by ARN of the instance. */
export async function readWindows(api: RegionApi, options: CallOptions) {
  const pages = await allPages(
    Marker =>
      api.call(
        'rds',
        new DescribeDBInstanceAutomatedBackupsCommand({ ...PAGE, Marker }),
        options,
      ),
    ({ Marker }) => Marker,
  );
  return new Map(
    pages
      .flatMap(page => page.DBInstanceAutomatedBackups ?? [])
      .flatMap(({ DBInstanceArn, RestoreWindow, Status }) => {
        const from = RestoreWindow?.EarliestTime?.toISOString();
        const to = RestoreWindow?.LatestTime?.toISOString();
        // Backups of a deleted instance have the ARN of a new one with the same name.
        return DBInstanceArn && from && to && Status === 'active'
          ? [[DBInstanceArn, { from, to }] as const]
          : [];
      }),
  );
}
