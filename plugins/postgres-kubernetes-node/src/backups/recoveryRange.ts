import type {
  Claim,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { shownBy, yes } from '../claims';
import { message } from '../messages';
import { DAY, MINUTE } from '../observe/EvaluationTime';
import { archiveProblem } from './archiveProblem';
import { latestPossibleArchiveTime } from './latestPossibleArchiveTime';
import { archivingOf, protectionLimitMs, type Archiving } from './archiving';
import type { BackupFacts } from './BackupFacts';
import { backupOutcome } from './backupOutcome';
import { beginOf, recoveryIntervals } from './recoveryIntervals';
import { latest } from './times';

/** Without a schedule, a backup is too old after this time. */
const STALE_MS = 7 * DAY;
const STEP_MS = 10 * MINUTE;

/** The range of times that a database can be restored to, and what follows. @public */
export interface RecoveryRange {
  /** Absent: only the times of backups can be restored, or none. */
  window?: RecoveryWindow;
  /** Changes until then would survive the loss of the volumes; absent: not known. */
  protectedUntil?: string;
  archiving: Archiving;
  /** Since when there is neither a new backup nor a schedule that takes one, if that is too long. */
  staleSince?: string;
  /**
   * Whether it would survive the loss of its volumes. True: a finished backup
   * of this database and of its version can be restored, and changes since are
   * archived in time, with no gap in between; without an archive, the backup is
   * no older than its schedule, or a week, allows. False: one of these is known
   * not to hold.
   */
  safe: Claim;
}

/**
 * Returns the range of times that can be restored. State, attention, section,
 * restore and major upgrade all use it. It is based on evidence only: the
 * record of the archive, backups of this database, and the archiver statistics
 * of its primary. A condition or a constant is no evidence.
 *
 * @public
 */
export function recoveryRange(facts: BackupFacts, now: Date): RecoveryRange {
  const archiving = archivingOf(facts, now);
  const { lastGoodAt, onlyBeforeUpgrade } = backupOutcome(facts);
  const staleSince =
    isStale(facts, now) && facts.areSchedulesKnown ? lastGoodAt : undefined;
  const range = {
    window: windowOf(facts, now),
    protectedUntil: onlyBeforeUpgrade ? undefined : protectedUntil(facts),
    archiving,
    staleSince,
  };
  return { ...range, safe: isSafe(facts, range, now) };
}

function isSafe(
  facts: BackupFacts,
  { archiving, staleSince }: Omit<RecoveryRange, 'safe'>,
  now: Date,
): Claim {
  const { state, since } = archiving;
  const { lastGoodAt, onlyBeforeUpgrade, withoutWal } = backupOutcome(facts);
  const problem = archiveProblem(facts);
  if (problem?.id === 'archive-shared') return no('request', now);
  if ((!lastGoodAt || onlyBeforeUpgrade) && withoutWal.length)
    return unknown(message('walOfBackupUnknown'));
  const listedAt = facts.listedAt ?? now;
  if (onlyBeforeUpgrade) return no('backup', listedAt);
  if (!lastGoodAt) {
    return !facts.unread && problem?.id !== 'archive-unknown'
      ? no('backup', listedAt)
      : unknown(message('hasBackupUnknown'));
  }
  if (state === 'none') {
    if (staleSince) return no('backup', listedAt);
    return isStale(facts, now)
      ? unknown(message('backupIsOld'))
      : yes('safe', 'backup', listedAt);
  }
  const isUnprotected =
    state === 'off' ||
    state === 'starting' ||
    state === 'late' ||
    (state === 'failing' &&
      isOlder(since, protectionLimitMs(facts.archive), now));
  const { archiver } = facts;
  if (isUnprotected)
    return archiver ? no('instance', archiver.at) : no('engine', now);
  if (state === 'unknown') return unknown(archiving.reason);
  return archiver && isCoveredUntilNow(facts)
    ? yes('safe', 'instance', archiver.at)
    : unknown(message('walSinceBackupsUnknown'));
}

function windowOf(facts: BackupFacts, now: Date): RecoveryRange['window'] {
  const { archive, archiver } = facts;
  if (!archive || archiveProblem(facts)) return undefined;
  const begin = beginOf(facts);
  if (!begin) return undefined;
  const pieces = recoveryIntervals(facts);
  const newest = pieces.at(-1);
  const end = latestPossibleArchiveTime(facts, now);
  if (!newest)
    return {
      unproven: true,
      from: begin,
      to: begin,
      ...(end > begin && { unprovenTo: end }),
    };
  const { from, to, isPresent, shownBy: source } = newest;
  const observedAt = {
    instance: archiver?.at,
    backup: facts.listedAt,
    archive: archive.reported.readAt,
  };
  const earlier = pieces
    .slice(0, -1)
    .map(piece => ({ from: piece.from, to: piece.to }));
  const isProven =
    isPresent &&
    archiver?.until &&
    !isOlder(archiver.at, protectionLimitMs(facts.archive), now);
  return {
    evidence: shownBy('recoveryWindow', source, observedAt[source] ?? now),
    ...(begin < pieces[0].from && { unprovenFrom: begin }),
    ...(earlier.length && { earlier }),
    from,
    to,
    ...(!isProven && end > to && { unprovenTo: end }),
  };
}

/** Whether all WAL since some backup is known to be archived. @public */
export function isCoveredUntilNow(facts: BackupFacts): boolean {
  return recoveryIntervals(facts).some(({ isPresent }) => isPresent);
}

function protectedUntil(facts: BackupFacts): string | undefined {
  const { archive, archiver } = facts;
  const { lastGoodAt } = backupOutcome(facts);
  if (!archive) return lastGoodAt;
  if (!lastGoodAt || !archiver?.until || !isCoveredUntilNow(facts))
    return undefined;
  const { waiting, until, at } = archiver;
  // Nothing is pending: everything is archived. In steps, so that an idle database does not change each minute.
  const queriedAt = new Date(Date.parse(at) - (Date.parse(at) % STEP_MS));
  return latest([
    until,
    lastGoodAt,
    waiting ? undefined : queriedAt.toISOString(),
  ]);
}

/** Whether the last good backup is old: older than two runs of its schedule, or no schedule that takes another is known. */
function isStale(facts: BackupFacts, now: Date): boolean {
  const { lastGoodAt } = backupOutcome(facts);
  const limits = facts.schedules
    .filter(({ suspended }) => !suspended)
    .map(({ intervalMs = Infinity }) => 2 * intervalMs);
  const limitMs = limits.length ? Math.min(...limits) : STALE_MS;
  return isOlder(lastGoodAt, limitMs, now);
}

function isOlder(
  time: string | undefined,
  limitMs: number,
  now: Date,
): boolean {
  return now.getTime() - Date.parse(time ?? '') > limitMs;
}
