import {
  type DBSnapshot,
  DescribeDBSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { allPages, type CallOptions, type RegionApi } from '../../aws';
import { CREATED_TAG, DATABASE_TAG } from '../../record';
import type { SnapshotFacts } from '../RegionDetails';
import { PAGE } from './page';

/** Reads snapshots, of one instance or of all PostgreSQL instances of the region, also those of AWS Backup. */
export async function readSnapshots(
  api: RegionApi,
  of: { identifier?: string },
  options: CallOptions,
): Promise<SnapshotFacts[]> {
  const read = (SnapshotType?: string) =>
    allPages(
      Marker =>
        api.call(
          'rds',
          new DescribeDBSnapshotsCommand({
            ...PAGE,
            Marker,
            SnapshotType,
            ...(of.identifier
              ? { DBInstanceIdentifier: of.identifier }
              : { Filters: [{ Name: 'engine', Values: ['postgres'] }] }),
          }),
          options,
        ),
      ({ Marker }) => Marker,
    );
  // Without a type, AWS returns manual and automated snapshots.
  const pages = await Promise.all([read(), read('awsbackup')]);
  return pages
    .flat()
    .flatMap(({ DBSnapshots = [] }) => DBSnapshots.map(snapshotFacts));
}

/** Converts a snapshot of the SDK. */
export function snapshotFacts(snapshot: DBSnapshot): SnapshotFacts {
  const created =
    snapshot.OriginalSnapshotCreateTime ?? snapshot.SnapshotCreateTime;
  // AWS reports no time before a snapshot is finished.
  const requested = snapshot.TagList?.find(({ Key }) => Key === CREATED_TAG);
  return {
    id: snapshot.DBSnapshotIdentifier ?? '',
    resourceId: snapshot.DbiResourceId,
    instanceCreatedAt: snapshot.InstanceCreateTime?.toISOString(),
    own: snapshot.TagList?.some(({ Key }) => Key === DATABASE_TAG) ?? false,
    type: snapshot.SnapshotType ?? '',
    status: snapshot.Status ?? '',
    createdAt: created?.toISOString() ?? requested?.Value,
    sizeBytes: snapshot.FullSnapshotSizeInBytes,
    version: snapshot.EngineVersion,
    gibibytes: snapshot.AllocatedStorage,
  };
}
