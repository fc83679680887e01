import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  type RestoreDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import type { InstanceFacts } from '../instance';
import { isFinished, isSnapshotOf, type SnapshotFacts } from '../observe';

/** What to restore: a snapshot, a time, or the latest time. */
export type RestorePoint = (
  | { snapshot: SnapshotFacts }
  | { time: Date | 'latest' }
) & {
  /** Version of PostgreSQL at that time; absent: unknown. */
  version?: string;
};

/** Facts about the backups of an instance. */
interface KnownBackups {
  instance: InstanceFacts;
  /** Snapshots with the identifier of the instance. */
  snapshots: SnapshotFacts[];
  /** Start of the times that AWS reports as restorable. */
  from?: string;
}

/**
 * Returns what a request restores; by default, the latest time, or else the newest
 * finished snapshot.
 *
 * @throws InvalidFieldsError naming `backup` or `targetTime`
 * @throws ConflictError if there is no backup
 */
export function restorePointOf(
  { backup, targetTime }: Pick<RestoreDatabase, 'backup' | 'targetTime'>,
  known: KnownBackups,
): RestorePoint {
  const { instance } = known;
  const snapshots = known.snapshots
    .filter(each => isSnapshotOf(instance, each))
    .sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
  if (targetTime !== undefined) {
    if (backup !== undefined)
      throw invalidField(
        'backup',
        'must be left out with targetTime: Amazon RDS selects the snapshot itself',
      );
    return momentOf(new Date(targetTime), { ...known, snapshots });
  }
  if (backup !== undefined) return fromSnapshot(snapshotOf(backup, snapshots));
  if (instance.latestRestorableAt)
    return { time: 'latest', version: instance.version };
  const newest = snapshots.find(isFinished);
  if (newest) return fromSnapshot(newest);
  throw new ConflictError(
    `Database '${instance.identifier}' has no finished backup: take one first`,
  );
}

function fromSnapshot(snapshot: SnapshotFacts): RestorePoint {
  return { snapshot, version: snapshot.version };
}

function snapshotOf(id: string, snapshots: SnapshotFacts[]): SnapshotFacts {
  const snapshot = snapshots.find(each => each.id === id);
  if (!snapshot)
    throw invalidField(
      'backup',
      "must be the id of one of the database's backups",
    );
  if (!isFinished(snapshot))
    throw invalidField(
      'backup',
      `must be a finished backup: AWS reports the status '${snapshot.status}' of '${id}'`,
    );
  return snapshot;
}

/** Checks the time by what AWS reports: without a start, AWS itself refuses a time that is too early. */
function momentOf(
  time: Date,
  { instance, snapshots, from }: KnownBackups,
): RestorePoint {
  const { createdAt, latestRestorableAt: latest, retentionDays } = instance;
  if (!latest || !createdAt)
    throw invalidField(
      'targetTime',
      retentionDays
        ? 'must be left out: AWS reports no time that can be restored yet'
        : 'must be left out: automated backups are off, so only a snapshot can be restored',
    );
  const first = from && from > createdAt ? from : createdAt;
  if (time < new Date(first) || time > new Date(latest))
    throw invalidField('targetTime', `must be between ${first} and ${latest}`);
  const before = snapshots.find(
    ({ createdAt: at, version }) =>
      version && at !== undefined && new Date(at) <= time,
  );
  return { time, version: before?.version ?? instance.version };
}
