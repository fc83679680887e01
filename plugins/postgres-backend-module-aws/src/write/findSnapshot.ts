import {
  type DBSnapshot,
  DescribeDBSnapshotsCommand,
} from '@aws-sdk/client-rds';
import type { WriteTarget } from './WriteTarget';

/** Error of AWS for a snapshot that does not exist. */
export const SNAPSHOT_MISSING = 'DBSnapshotNotFoundFault';

/** Reads a snapshot by its identifier; `undefined` if it does not exist. */
export async function findSnapshot(
  target: WriteTarget,
  id: string,
): Promise<DBSnapshot | undefined> {
  const found = await target.api.tryCall(
    'rds',
    new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: id }),
    [SNAPSHOT_MISSING],
    target,
  );
  return found?.DBSnapshots?.at(0);
}
