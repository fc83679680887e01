import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import {
  SECOND,
  perFound,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase, KeptBackup } from '../../model';
import { serverVersion } from '../identity';
import { conditionOf } from '../moment';
import { archiveProblem, toldByArchive } from './archiveProblem';
import { backupsOf } from './backupOf';
import { backupMethods } from './backupTargets';
import { isOwnTime, ownBackups } from './ownBackups';
import { endOf, obstacleOf, type RestoreObstacle } from './restorable';
import { iso, latest } from './times';

/** How backups ended, from wherever it is told. */
export interface BackupOutcome {
  /** Those that can be restored, or may be as far as anybody has told; also to before a major upgrade. */
  restorable: KeptBackup[];
  /** Those of the version that runs: WAL since can be applied to them. */
  ofThisVersion: KeptBackup[];
  /** Of the version that runs, and finished: but the WAL that they need is not known to be archived. */
  withoutWal: KeptBackup[];
  /** Ends of the first and the last backup that the archive tells of, but of one without its WAL. */
  archiveTimes: { first?: string; last?: string };
  /** All that can be restored are from before a major upgrade. */
  onlyBeforeUpgrade: boolean;
  /** When the newest that can be restored, or may be, ended. */
  lastGoodAt?: string;
  /** When the newest ended of which nothing is in doubt. */
  provenAt?: string;
  lastFailedAt?: string;
  /** What the last failed one said. */
  error?: string;
  /** The last one that ended failed: a later success clears it. */
  failing: boolean;
}

export const backupOutcome = perFound((found: FoundDatabase): BackupOutcome => {
  const isOn = backupMethods(found).length > 0;
  // Once backups are switched off, what the Cluster tells of them is of before.
  const archive = isOn && !archiveProblem(found) ? toldByArchive(found) : {};
  const own = (time?: string) => (isOwnTime(found, time) ? time : undefined);
  const failed = backupsOf(found).filter(({ status }) => status === 'failed');
  const finished = ownBackups(found).filter(
    ({ status }) => status.phase === 'completed',
  );
  const obstacles = new Map(
    finished.map(backup => [backup, obstacleOf(backup, found)?.id]),
  );
  const having = (...ids: Array<RestoreObstacle['id'] | undefined>) =>
    finished.filter(backup => ids.includes(obstacles.get(backup)));
  const restorable = having(undefined, 'wal-unknown');
  const isOfThisVersion = ({ status }: KeptBackup) =>
    isOfVersion(found, status.majorVersion);
  const ofThisVersion = restorable.filter(isOfThisVersion);
  const withoutWal = having('wal');
  // The archive counts a backup as soon as it is copied, with or without its WAL.
  const unlessOf = (backups: KeptBackup[], time?: string) =>
    backups.some(backup => isSameSecond(endOf(backup), time))
      ? undefined
      : time;
  const archiveTimes = {
    first: unlessOf(withoutWal, archive.firstRecoverabilityPoint),
    last: unlessOf(withoutWal, archive.lastSuccessfulBackupTime),
  };
  const ownTimes = [own(archiveTimes.first), own(archiveTimes.last)];
  const lastGoodAt = latest([...restorable.map(endOf), ...ownTimes]);
  const unknown = having('wal-unknown');
  const provenAt = latest([
    ...having(undefined).map(endOf),
    ...ownTimes.map(time => unlessOf(unknown, time)),
  ]);
  const lastFailedAt = latest([
    ...failed.map(({ finishedAt, startedAt }) => finishedAt ?? startedAt),
    own(archive.lastFailedBackupTime),
  ]);
  const condition = conditionOf(found, 'LastBackupSucceeded');
  const conditionFails =
    isOn &&
    condition?.status === 'False' &&
    condition.reason === 'LastBackupFailed';
  return {
    restorable,
    ofThisVersion,
    withoutWal: withoutWal.filter(isOfThisVersion),
    archiveTimes,
    onlyBeforeUpgrade: restorable.length > 0 && !ofThisVersion.length,
    lastGoodAt,
    provenAt,
    lastFailedAt:
      lastFailedAt ??
      (conditionFails ? iso(condition.lastTransitionTime) : undefined),
    error: failed[0]?.error ?? (conditionFails ? condition.message : undefined),
    failing:
      isOn &&
      (lastFailedAt
        ? !lastGoodAt || lastFailedAt > lastGoodAt
        : conditionFails),
  };
});

/** Whether a backup is of the major version that runs: WAL of another cannot be applied to it. */
function isOfVersion(found: FoundDatabase, taken?: number): boolean {
  const running = serverVersion(found) ?? found.cluster.record.spec.version;
  return !taken || !running || taken === majorVersion(running);
}

export function isSameSecond(one: string, other?: string): boolean {
  const second = (time?: string) => Math.floor(Date.parse(time ?? '') / SECOND);
  return second(one) === second(other);
}
