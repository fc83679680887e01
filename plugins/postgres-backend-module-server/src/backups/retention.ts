import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupLimits } from '../config';
import { isGood } from './recovery';

const DAY_MS = 24 * 3_600_000;

/** What decides whether a backup is kept. `timeline` is that of a base backup. */
type Kept = Pick<Backup, 'status' | 'startedAt' | 'verified' | 'finishedAt'> & {
  timeline?: number;
};

/**
 * The backups that may go, of all of one kind.
 *
 * Good ones beyond `keep` and older than `keepDays` go, but never the last
 * good one. Of base backups those stay, too, from which WAL leads to a moment
 * of the last `keepDays`: the oldest of each timeline in that time, and the
 * last one before it. So taking many cannot shorten what can be restored.
 *
 * Of those that are of no use as many stay, to tell why.
 */
export function expired<B extends Kept>(
  backups: B[],
  { keep, keepDays }: BackupLimits,
  now: Date,
): B[] {
  const newestFirst = [...backups].sort((a, b) =>
    b.startedAt.localeCompare(a.startedAt),
  );
  const cutoff = new Date(now.getTime() - keepDays * DAY_MS).toISOString();
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
  const kept = new Set([
    good.at(0),
    ...recent.slice(0, keep),
    ...oldestOfTimeline.values(),
    lastBefore,
    ...bad.filter(({ startedAt }) => startedAt >= cutoff).slice(0, keep),
  ]);
  return [...good, ...bad].filter(backup => !kept.has(backup));
}
