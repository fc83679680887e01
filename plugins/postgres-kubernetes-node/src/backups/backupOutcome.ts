import { memoize } from '../observe/memoize';
import { archiveProblem } from './archiveProblem';
import type { BackupFact, BackupFacts, ReportedBackups } from './BackupFacts';
import { finishedBackups, isOwnTime, shownBackups } from './ownBackups';
import { obstacleOf, type RestoreObstacle } from './restorable';
import { iso, isSameSecond, latest } from './times';

/** The outcome of backups, from all sources. @public */
export interface BackupOutcome {
  /** Backups that can be restored, or may be as far as is known; also those from before a major upgrade. */
  restorable: BackupFact[];
  /** Those of the running version: later WAL can be applied to them. */
  ofThisVersion: BackupFact[];
  /** Finished backups of the running version whose WAL is not known to be archived. */
  withoutWal: BackupFact[];
  /** Ends of the first and the last backup in the record of the archive, except one without its WAL. */
  archiveTimes: { first?: string; last?: string };
  /** All restorable backups are from before a major upgrade. */
  onlyBeforeUpgrade: boolean;
  /** End of the newest that can or may be restored. */
  lastGoodAt?: string;
  /** End of the newest that is known to be restorable. */
  provenAt?: string;
  lastFailedAt?: string;
  /** Error of the last failed backup. */
  error?: string;
  /** The last one that ended failed: a later success clears it. */
  failing: boolean;
}

/** @public */
export const backupOutcome = memoize((facts: BackupFacts): BackupOutcome => {
  const { isOn, lastFailure } = facts;
  // After backups were turned off, reports about them are outdated.
  const reported: ReportedBackups =
    isOn && !archiveProblem(facts) ? facts.archive?.reported ?? {} : {};
  const own = (time?: string) => (isOwnTime(facts, time) ? time : undefined);
  const failed = shownBackups(facts).filter(
    ({ status }) => status === 'failed',
  );
  const finished = finishedBackups(facts);
  const obstacles = new Map(
    finished.map(backup => [backup, obstacleOf(backup, facts)?.id]),
  );
  const having = (...ids: Array<RestoreObstacle['id'] | undefined>) =>
    finished.filter(backup => ids.includes(obstacles.get(backup)));
  const restorable = having(undefined, 'wal-unknown');
  const isOfThisVersion = ({ majorVersion }: BackupFact) =>
    isOfVersion(facts, majorVersion);
  const ofThisVersion = restorable.filter(isOfThisVersion);
  const withoutWal = having('wal');
  // The archive lists a backup as soon as it is copied, with or without its WAL.
  const unlessOf = (backups: BackupFact[], time?: string) =>
    backups.some(({ endedAt }) => isSameSecond(endedAt, time))
      ? undefined
      : time;
  const archiveTimes = {
    first: unlessOf(withoutWal, reported.firstRecoverableAt),
    last: unlessOf(withoutWal, reported.lastSucceededAt),
  };
  const ownTimes = [own(archiveTimes.first), own(archiveTimes.last)];
  const lastGoodAt = latest([
    ...restorable.map(({ endedAt }) => endedAt),
    ...ownTimes,
  ]);
  const unknown = having('wal-unknown');
  const provenAt = latest([
    ...having(undefined).map(({ endedAt }) => endedAt),
    ...ownTimes.map(time => unlessOf(unknown, time)),
  ]);
  const lastFailedAt = latest([
    ...failed.map(({ finishedAt, startedAt }) => finishedAt ?? startedAt),
    own(reported.lastFailedAt),
  ]);
  const isReportedToFail = isOn && lastFailure !== undefined;
  return {
    restorable,
    ofThisVersion,
    withoutWal: withoutWal.filter(isOfThisVersion),
    archiveTimes,
    onlyBeforeUpgrade: restorable.length > 0 && !ofThisVersion.length,
    lastGoodAt,
    provenAt,
    lastFailedAt:
      lastFailedAt ?? (isReportedToFail ? iso(lastFailure.at) : undefined),
    error:
      failed[0]?.error ?? (isReportedToFail ? lastFailure.message : undefined),
    failing:
      isOn &&
      (lastFailedAt
        ? !lastGoodAt || lastFailedAt > lastGoodAt
        : isReportedToFail),
  };
});

/** Whether a backup is of the running major version: WAL of another cannot be applied to it. */
function isOfVersion(
  { majorVersion: running }: BackupFacts,
  taken?: number,
): boolean {
  return !taken || !running || taken === running;
}
