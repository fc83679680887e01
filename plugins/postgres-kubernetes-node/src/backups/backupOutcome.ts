import { memoize } from '../observe/memoize';
import { archiveProblem } from './archiveProblem';
import type { BackupFact, BackupFacts, ReportedBackups } from './BackupFacts';
import { finishedBackups, isOwnTime, shownBackups } from './ownBackups';
import { obstacleOf, type RestoreObstacle } from './restorable';
import { iso, isSameSecond, latest } from './times';

/** How backups ended, from wherever it is told. @public */
export interface BackupOutcome {
  /** Those that can be restored, or may be as far as anybody has told; also to before a major upgrade. */
  restorable: BackupFact[];
  /** Those of the version that runs: WAL since can be applied to them. */
  ofThisVersion: BackupFact[];
  /** Of the version that runs, and finished: but the WAL that they need is not known to be archived. */
  withoutWal: BackupFact[];
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

/** @public */
export const backupOutcome = memoize((facts: BackupFacts): BackupOutcome => {
  const { isOn, lastFailure } = facts;
  // Once backups are switched off, what is told of them is of before.
  const told: ReportedBackups =
    isOn && !archiveProblem(facts) ? facts.archive?.told ?? {} : {};
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
  // The archive counts a backup as soon as it is copied, with or without its WAL.
  const unlessOf = (backups: BackupFact[], time?: string) =>
    backups.some(({ endedAt }) => isSameSecond(endedAt, time))
      ? undefined
      : time;
  const archiveTimes = {
    first: unlessOf(withoutWal, told.firstRecoverableAt),
    last: unlessOf(withoutWal, told.lastSucceededAt),
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
    own(told.lastFailedAt),
  ]);
  const isSaidToFail = isOn && lastFailure !== undefined;
  return {
    restorable,
    ofThisVersion,
    withoutWal: withoutWal.filter(isOfThisVersion),
    archiveTimes,
    onlyBeforeUpgrade: restorable.length > 0 && !ofThisVersion.length,
    lastGoodAt,
    provenAt,
    lastFailedAt:
      lastFailedAt ?? (isSaidToFail ? iso(lastFailure.at) : undefined),
    error: failed[0]?.error ?? (isSaidToFail ? lastFailure.message : undefined),
    failing:
      isOn &&
      (lastFailedAt ? !lastGoodAt || lastFailedAt > lastGoodAt : isSaidToFail),
  };
});

/** Whether a backup is of the major version that runs: WAL of another cannot be applied to it. */
function isOfVersion(
  { majorVersion: running }: BackupFacts,
  taken?: number,
): boolean {
  return !taken || !running || taken === running;
}
