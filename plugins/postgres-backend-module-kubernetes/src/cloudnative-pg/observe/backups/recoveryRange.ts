import type {
  Claim,
  Evidence,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  DAY,
  MINUTE,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { FoundDatabase } from '../../model';
import { archiveProblem } from './archiveProblem';
import { archivingMayReach } from './archivingMayReach';
import { archivingOf, protectionLimitMs, type Archiving } from './archiving';
import { areBackupsKnown } from './backupOf';
import { backupOutcome } from './backupOutcome';
import { beginOf, recoveryPieces } from './recoveryPieces';
import { latest } from './times';
import { shownBy, yes } from '../claims';

/** Without a schedule, a backup is too old after so long. */
const STALE_MS = 7 * DAY;
const STEP_MS = 10 * MINUTE;

/** From when to when a database can be restored, and what follows. */
export interface RecoveryRange {
  /** Absent: only the moments of backups, or none. */
  window?: RecoveryWindow;
  /** What was changed until then would survive the loss of the volumes; absent: not known. */
  protectedUntil?: string;
  archiving: Archiving;
  /** Since when there is no new backup and no schedule that makes one, where that is too long. */
  staleSince?: string;
  /**
   * Whether it would survive the loss of its volumes. True: a finished backup
   * of this database and of its version can be restored, and changes since
   * are archived in time, with no gap in between; without an archive, the
   * backup is no older than its schedule, or a week, allows. False: one of
   * these is known not to be so.
   */
  safe: Claim;
}

/**
 * The one answer to how far a restore can go; headline, attention, section,
 * restore and major upgrade all read it. From evidence only: what the archive
 * tells of itself, backups of this database, and what its primary says that it
 * has archived. A condition or a constant is none.
 */
export function recoveryRange(found: FoundDatabase, now: Date): RecoveryRange {
  const archiving = archivingOf(found, now);
  const { lastGoodAt, onlyBeforeUpgrade } = backupOutcome(found);
  const staleSince =
    lastGoodAt && !isScheduled(found) && isOlder(lastGoodAt, STALE_MS, now)
      ? lastGoodAt
      : undefined;
  const range = {
    window: windowOf(found, now),
    protectedUntil: onlyBeforeUpgrade ? undefined : protectedUntil(found),
    archiving,
    staleSince,
  };
  return { ...range, safe: isSafe(found, range, now) };
}

function isSafe(
  found: FoundDatabase,
  { archiving, staleSince }: Omit<RecoveryRange, 'safe'>,
  now: Date,
): Claim {
  const { state, since } = archiving;
  const { lastGoodAt, onlyBeforeUpgrade, withoutWal } = backupOutcome(found);
  const problem = archiveProblem(found);
  if (problem?.id === 'archive-shared') return no('request', now);
  if ((!lastGoodAt || onlyBeforeUpgrade) && withoutWal.length)
    return unknown('The WAL that its backup needs is not known to be archived');
  if (onlyBeforeUpgrade) return no('backup', now);
  if (!lastGoodAt) {
    return areBackupsKnown(found) && problem?.id !== 'archive-unknown'
      ? no('backup', now)
      : unknown('Whether it has a backup is not known');
  }
  if (state === 'none')
    return staleSince === undefined
      ? yes('safe', 'backup', now)
      : no('backup', now);
  const isUnprotected =
    state === 'off' ||
    state === 'starting' ||
    state === 'late' ||
    (state === 'failing' && isOlder(since, protectionLimitMs(found), now));
  const { archiver } = found;
  if (isUnprotected)
    return archiver ? no('instance', archiver.at) : no('engine', now);
  if (state === 'unknown') return unknown(archiving.reason);
  return archiver && isCoveredUntilNow(found)
    ? yes('safe', 'instance', archiver.at)
    : unknown('WAL since its backups is not known to be archived');
}

function windowOf(found: FoundDatabase, now: Date): RecoveryRange['window'] {
  const { archive, archiver } = found;
  if (!archive || archiveProblem(found)) return undefined;
  const begin = beginOf(found);
  if (!begin) return undefined;
  const pieces = recoveryPieces(found);
  const none = { from: begin, to: begin, isPresent: false };
  const { from, to, isPresent } = pieces.at(-1) ?? none;
  const earlier = pieces
    .slice(0, -1)
    .map(piece => ({ from: piece.from, to: piece.to }));
  const isProven =
    isPresent &&
    archiver?.until &&
    !isOlder(archiver.at, protectionLimitMs(found), now);
  const end = archivingMayReach(found, now);
  return {
    evidence: windowEvidence(found, now),
    ...(begin < (pieces[0] ?? none).from && { unprovenFrom: begin }),
    ...(!pieces.length && { unproven: true }),
    ...(earlier.length && { earlier }),
    from,
    to,
    ...(!isProven && end > to && { unprovenTo: end }),
  };
}

function windowEvidence(found: FoundDatabase, now: Date): Evidence {
  const { archiver } = found;
  if (archiver) return shownBy('recoveryWindow', 'instance', archiver.at);
  const told = backupOutcome(found).archiveTimes.first;
  return shownBy('recoveryWindow', told ? 'archive' : 'backup', now);
}

/** Whether there is a backup from which on all WAL is known to be archived. */
export function isCoveredUntilNow(found: FoundDatabase): boolean {
  return recoveryPieces(found).some(({ isPresent }) => isPresent);
}

function protectedUntil(found: FoundDatabase): string | undefined {
  const { archive, archiver } = found;
  const { lastGoodAt } = backupOutcome(found);
  if (!archive) return lastGoodAt;
  if (!lastGoodAt || !archiver?.until || !isCoveredUntilNow(found))
    return undefined;
  const { waiting, until, at } = archiver;
  // Nothing waits: all is archived. In steps, so that an idle database is no news each minute.
  const asked = new Date(Date.parse(at) - (Date.parse(at) % STEP_MS));
  return latest([until, lastGoodAt, waiting ? undefined : asked.toISOString()]);
}

/** Whether something will make a new backup, or that is not known. */
function isScheduled({ scheduledBackups, statuses }: FoundDatabase): boolean {
  const { status = 'ok' } = statuses.scheduledBackups ?? {};
  return (
    status !== 'ok' || scheduledBackups.some(({ suspended }) => !suspended)
  );
}

function isOlder(
  time: string | undefined,
  limitMs: number,
  now: Date,
): boolean {
  return now.getTime() - Date.parse(time ?? '') > limitMs;
}
