import type { Cause } from '../../observe/cause';
import { DAY, HOUR, sinceOf } from '../../observe/Moment';
import { archiveProblem } from '../archiveProblem';
import { backupOutcome } from '../backupOutcome';
import { ownBackups } from '../ownBackups';
import { nextStepForWal } from '../restorable';
import { latest } from '../times';
import { archivingCauses } from './archiving';
import type { BackupMoment } from './BackupMoment';
import { nextStepTo } from './takeBackup';
import { walGap } from './walGap';

/** How long after its time a scheduled backup may begin. */
const SCHEDULE_LIMIT_MS = HOUR;
/** How long one may wait for its turn, and how long it may take. */
const BEGIN_LIMIT_MS = HOUR;
const RUN_LIMIT_MS = 24 * HOUR;

/** What keeps the database from being restored. @public */
export function backupCauses(moment: BackupMoment): Cause[] {
  return [
    ...archivingCauses(moment),
    ...walGap(moment),
    ...failedBackup(moment),
    ...stuckBackups(moment),
    ...schedules(moment),
    ...staleBackup(moment),
    ...noBackup(moment),
  ];
}

function failedBackup(moment: BackupMoment): Cause[] {
  const { failing, lastGoodAt, lastFailedAt, error, withoutWal } =
    backupOutcome(moment.backups);
  if (!failing) return [];
  const others = withoutWal.length
    ? 'No other is known to be good.'
    : 'There is no good one.';
  return [
    {
      id: 'backup-failed',
      weight: 'degraded',
      severity: 'warning',
      what: 'The last backup failed.',
      ...(lastFailedAt
        ? { since: lastFailedAt }
        : sinceOf(moment, 'backup-failed')),
      meaning: lastGoodAt ? `The last good one is of ${lastGoodAt}.` : others,
      nextStep: 'Take a new one; if it fails too, ask the platform team.',
      evidence: error,
    },
  ];
}

/** Nothing ends a backup whose instance or operator went away. */
function stuckBackups({ backups, facts, now }: BackupMoment): Cause[] {
  if (facts.hibernated) return [];
  return ownBackups(backups).flatMap(({ shown, waits }) => {
    const { id, status, startedAt, error } = shown;
    const begun = !waits;
    const age = now.getTime() - Date.parse(startedAt);
    if (status !== 'running' || age < (begun ? RUN_LIMIT_MS : BEGIN_LIMIT_MS))
      return [];
    return [
      {
        id: `backup-stuck:${id}`,
        weight: 'degraded' as const,
        severity: 'warning' as const,
        what: `The backup ${id} does not ${begun ? 'end' : 'begin'}.`,
        since: startedAt,
        meaning: 'It protects nothing, and others may wait for it.',
        nextStep:
          'Ask the platform team to look at it, and to delete it if nothing works on it.',
        evidence: error,
      },
    ];
  });
}

function schedules(moment: BackupMoment): Cause[] {
  const { backups, facts, memory, now } = moment;
  return backups.schedules.flatMap(({ name, suspended, nextAt, error }) => {
    // Counted from when we saw it pass: a plan that is old when it is first
    // read may be one that the operator is about to renew.
    const passed = Date.parse(nextAt ?? '') <= now.getTime();
    const late =
      passed &&
      memory.lasts(`due:${name}`, `${nextAt}`, SCHEDULE_LIMIT_MS, now);
    if (suspended || facts.hibernated || (!late && !error)) return [];
    return [
      {
        id: `schedule:${name}`,
        weight: 'degraded' as const,
        severity: 'warning' as const,
        what: error
          ? `The schedule ${name} has an error.`
          : `The scheduled backup ${name} did not begin in time.`,
        ...(late ? { since: nextAt } : sinceOf(moment, `schedule:${name}`)),
        meaning: 'No new backups are made.',
        nextStep:
          'Take a backup now, and ask the platform team to look at the schedule.',
        evidence: error ?? `It was due at ${nextAt}.`,
      },
    ];
  });
}

/** Without an archive nothing since the last backup is kept: that is more than a note. */
function staleBackup({ backups, range, facts, now }: BackupMoment): Cause[] {
  const { staleSince, archiving } = range;
  const { onlyBeforeUpgrade } = backupOutcome(backups);
  if (!staleSince || onlyBeforeUpgrade || facts.hibernated) return [];
  const days = Math.floor((now.getTime() - Date.parse(staleSince)) / DAY);
  const names = backups.schedules.map(({ name }) => name);
  const why = names.length
    ? `the schedule ${names.join(', ')} is suspended`
    : 'none is scheduled';
  const archived = archiving.state !== 'none';
  return [
    {
      id: 'stale-backup',
      weight: archived ? 'note' : 'degraded',
      severity: 'warning',
      what: `No new backup since ${days} days: ${why}.`,
      since: staleSince,
      meaning: archived
        ? 'A restore has to replay all WAL since then, which takes long and needs every file of it.'
        : 'What changed since then cannot be restored.',
      nextStep: names.length
        ? 'Take a backup, and let the schedule run again.'
        : 'Take a backup, and give the database a schedule.',
    },
  ];
}

function noBackup(moment: BackupMoment): Cause[] {
  const { backups, facts } = moment;
  const { lastGoodAt, onlyBeforeUpgrade, withoutWal } = backupOutcome(backups);
  const problem = archiveProblem(backups);
  const hasGood = lastGoodAt !== undefined && !onlyBeforeUpgrade;
  if (hasGood || (!facts.ready && !facts.hibernated)) return [];
  const isTold = problem && problem.id !== 'archive-unknown';
  if (isTold) return [];
  const note = {
    weight: 'note',
    severity: 'warning',
    ...sinceOf(
      moment,
      'no-backup',
      'on',
      // One that never was is missing since the beginning.
      lastGoodAt ? undefined : backups.createdAt,
    ),
  } as const;
  const takeOne = nextStepTo(backups);
  if (withoutWal.length && backups.isOn) {
    return [
      {
        ...note,
        id: 'backup-without-wal',
        what: 'A backup has finished, but the WAL that it needs is not known to be archived.',
        since: latest(withoutWal.map(({ endedAt }) => endedAt)),
        meaning: `If the database is lost now, ${
          lastGoodAt
            ? 'maybe only its state before the upgrade of PostgreSQL can be restored.'
            : 'it may be that it cannot be restored.'
        }`,
        nextStep: nextStepForWal(backups),
      },
    ];
  }
  if (lastGoodAt) {
    return [
      {
        ...note,
        id: 'no-backup',
        what: 'No backup has finished since the upgrade of PostgreSQL.',
        meaning:
          'If the database is lost now, only its state before the upgrade can be restored.',
        nextStep: takeOne,
      },
    ];
  }
  if (!backups.isOn) {
    return [
      {
        ...note,
        id: 'no-backup',
        what: 'No backup is configured.',
        meaning: 'Nothing can be restored if the database is lost.',
        nextStep: [
          'Choose a backup target for it, or ask the platform team for one.',
          backups.beginNote,
        ]
          .filter(Boolean)
          .join(' '),
      },
    ];
  }
  if (problem || backups.unread) {
    return [
      {
        ...note,
        id: 'backups-unknown',
        what: 'Whether it has a backup is not known here.',
        meaning:
          problem?.what ?? 'Backstage cannot read the backups of the cluster.',
        nextStep: 'Ask the platform team.',
        evidence: backups.unread?.message,
      },
    ];
  }
  return [
    {
      ...note,
      id: 'no-backup',
      what: 'No backup has finished yet.',
      meaning: 'If the database is lost now, it cannot be restored.',
      nextStep: takeOne,
    },
  ];
}
