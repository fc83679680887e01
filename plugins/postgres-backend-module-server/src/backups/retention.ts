import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupLimits } from '../config';
import { isGood } from './recovery';

const DAY_MS = 24 * 3_600_000;

/** The fields that determine the retention. Only base backups have a `timeline`. */
type RetentionFields = Pick<
  Backup,
  'status' | 'startedAt' | 'verified' | 'finishedAt'
> & {
  timeline?: number;
};

/**
 * Returns the expired dumps out of all that were taken under the name of a
 * database. Dumps of an earlier database with this name expire only by age: they
 * can be the last ones of a lost database, which was created again empty.
 *
 * @param createdAt - when the database was created; absent for a removed one
 */
export function expiredDumps<B extends RetentionFields>(
  dumps: B[],
  limits: BackupLimits,
  now: Date,
  createdAt = '',
): B[] {
  const cutoff = cutoffOf(limits, now);
  const own = dumps.filter(({ startedAt }) => startedAt >= createdAt);
  return [
    ...expired(own, limits, now),
    ...dumps.filter(
      ({ startedAt }) => startedAt < createdAt && startedAt < cutoff,
    ),
  ];
}

/**
 * Returns the expired backups out of all backups of one method.
 *
 * Good backups expire if more than `keep` newer ones exist or if they are older
 * than `keepDays`, except the newest one. Base backups that are required to
 * restore a time of the last `keepDays` do not expire either: the oldest of each
 * timeline in that period, and the last one before it. So taking many backups
 * does not shorten the recovery window.
 *
 * Failed and damaged backups are retained by the same limits, for their errors.
 */
export function expired<B extends RetentionFields>(
  backups: B[],
  limits: BackupLimits,
  now: Date,
): B[] {
  const newestFirst = [...backups].sort((a, b) =>
    b.startedAt.localeCompare(a.startedAt),
  );
  const { keep } = limits;
  const cutoff = cutoffOf(limits, now);
  const good = newestFirst.filter(isGood);
  const recent = good.filter(({ startedAt }) => startedAt >= cutoff);
  const oldestOfTimeline = new Map(
    recent.map(backup => [backup.timeline, backup]),
  );
  oldestOfTimeline.delete(undefined);
  const lastBefore = good.find(
    ({ startedAt, timeline }) => timeline !== undefined && startedAt < cutoff,
  );
  const bad = newestFirst.filter(
    backup => backup.status !== 'running' && !isGood(backup),
  );
  const retained = new Set([
    good.at(0),
    ...recent.slice(0, keep),
    ...oldestOfTimeline.values(),
    lastBefore,
    ...bad.filter(({ startedAt }) => startedAt >= cutoff).slice(0, keep),
  ]);
  return [...good, ...bad].filter(backup => !retained.has(backup));
}

function cutoffOf({ keepDays }: BackupLimits, now: Date): string {
  return new Date(now.getTime() - keepDays * DAY_MS).toISOString();
}
