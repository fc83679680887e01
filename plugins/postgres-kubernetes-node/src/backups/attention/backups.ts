import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { RankedAttention } from '../../observe/rankedAttention';
import { DAY, HOUR, sinceOf } from '../../observe/EvaluationTime';
import { archiveProblem } from '../archiveProblem';
import { backupOutcome } from '../backupOutcome';
import { ownBackups } from '../ownBackups';
import { nextStepForWal } from '../restorable';
import { latest } from '../times';
import { archivingAttention } from './archiving';
import type { BackupFacts } from '../BackupFacts';
import type { BackupRuleInput } from './BackupRuleInput';
import { nextStepTo } from './takeBackup';
import { walGap } from './walGap';

/** How long after its scheduled time a backup may start. */
const SCHEDULE_LIMIT_MS = HOUR;
/** How long a backup may be queued, and how long it may run. */
const BEGIN_LIMIT_MS = HOUR;
const RUN_LIMIT_MS = 24 * HOUR;

/** Returns attention for what prevents a restore. @public */
export function backupAttention(input: BackupRuleInput): RankedAttention[] {
  return [
    ...archivingAttention(input),
    ...walGap(input),
    ...failedBackup(input),
    ...stuckBackups(input),
    ...schedules(input),
    ...staleBackup(input),
    ...noBackup(input),
  ];
}

function failedBackup(input: BackupRuleInput): RankedAttention[] {
  const { failing, lastGoodAt, lastFailedAt, error, withoutWal } =
    backupOutcome(input.backups);
  if (!failing) return [];
  const others = withoutWal.length
    ? message('noOtherGoodBackup')
    : message('noGoodBackup');
  return [
    {
      id: 'backup-failed',
      impact: 'degraded',
      severity: 'warning',
      what: message('lastBackupFailed'),
      ...(lastFailedAt
        ? { since: lastFailedAt }
        : sinceOf(input, 'backup-failed')),
      meaning: lastGoodAt
        ? message('lastGoodBackup', { at: lastGoodAt })
        : others,
      nextStep: message('takeBackupAgain'),
      evidence: error,
    },
  ];
}

/** A backup never ends if its instance or operator disappears. */
function stuckBackups({
  backups,
  facts,
  now,
}: BackupRuleInput): RankedAttention[] {
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
        impact: 'degraded' as const,
        severity: 'warning' as const,
        what: begun
          ? message('backupDoesNotEnd', { name: id })
          : message('backupDoesNotBegin', { name: id }),
        since: startedAt,
        meaning: message('backupProtectsNothing'),
        nextStep: message('checkBackup'),
        evidence: error,
      },
    ];
  });
}

function schedules(input: BackupRuleInput): RankedAttention[] {
  const { backups, facts, transitionTimes, now } = input;
  return backups.schedules.flatMap(({ name, suspended, nextAt, error }) => {
    // Counted from when the time was observed to pass: an old time on the first
    // read may be one that the operator is about to update.
    const passed = Date.parse(nextAt ?? '') <= now.getTime();
    const late =
      passed &&
      transitionTimes.lasts(`due:${name}`, `${nextAt}`, SCHEDULE_LIMIT_MS, now);
    if (suspended || facts.hibernated || (!late && !error)) return [];
    return [
      {
        id: `schedule:${name}`,
        impact: 'degraded' as const,
        severity: 'warning' as const,
        what: error
          ? message('scheduleHasError', { name })
          : message('scheduleIsLate', { name }),
        ...(late ? { since: nextAt } : sinceOf(input, `schedule:${name}`)),
        meaning: message('noNewBackups'),
        nextStep: message('checkSchedule'),
        evidence: error ?? message('scheduleWasDue', { at: `${nextAt}` }),
      },
    ];
  });
}

/** Without an archive, changes since the last backup cannot be restored: more than a note. */
function staleBackup({
  backups,
  range,
  facts,
  now,
}: BackupRuleInput): RankedAttention[] {
  const { staleSince, archiving } = range;
  const { onlyBeforeUpgrade } = backupOutcome(backups);
  if (!staleSince || onlyBeforeUpgrade || facts.hibernated) return [];
  const count = Math.floor((now.getTime() - Date.parse(staleSince)) / DAY);
  const names = backups.schedules.map(({ name }) => name);
  const isScheduled = backups.schedules.some(({ suspended }) => !suspended);
  const archived = archiving.state !== 'none';
  return [
    {
      id: 'stale-backup',
      impact: archived ? 'note' : 'degraded',
      severity: 'warning',
      what: withoutBackup(count, names, isScheduled),
      since: staleSince,
      meaning: archived
        ? message('restoreReplaysAll')
        : message('changesNotRestorable'),
      nextStep: nextStepOfSchedule(names, isScheduled),
    },
  ];
}

function withoutBackup(
  count: number,
  names: string[],
  isScheduled: boolean,
): Message {
  const parameters = { count, names: names.join(', ') };
  if (isScheduled) return message('scheduledButMissing', parameters);
  return names.length
    ? message('scheduleSuspended', parameters)
    : message('nothingScheduled', { count });
}

function nextStepOfSchedule(names: string[], isScheduled: boolean): Message {
  if (isScheduled) return message('checkSchedule');
  return names.length ? message('resumeSchedule') : message('addSchedule');
}

function noBackup(input: BackupRuleInput): RankedAttention[] {
  const { backups, facts } = input;
  const { lastGoodAt, onlyBeforeUpgrade, withoutWal } = backupOutcome(backups);
  const problem = archiveProblem(backups);
  const hasGood = lastGoodAt !== undefined && !onlyBeforeUpgrade;
  if (hasGood || (!facts.ready && !facts.hibernated)) return [];
  const isReported = problem && problem.id !== 'archive-unknown';
  if (isReported) return [];
  const note = {
    impact: 'note',
    severity: 'warning',
    ...sinceOf(
      input,
      'no-backup',
      'on',
      // A backup that never existed is missing since the database was created.
      lastGoodAt ? undefined : backups.createdAt,
    ),
  } as const;
  const takeOne = nextStepTo(backups);
  if (withoutWal.length && backups.isOn) {
    return [
      {
        ...note,
        id: 'backup-without-wal',
        what: message('backupWithoutWal'),
        since: latest(withoutWal.map(({ endedAt }) => endedAt)),
        meaning: lastGoodAt
          ? message('maybeOnlyBeforeUpgrade')
          : message('maybeNotRestorable'),
        nextStep: nextStepForWal(backups),
      },
    ];
  }
  if (lastGoodAt) {
    return [
      {
        ...note,
        id: 'no-backup',
        what: message('noBackupSinceUpgrade'),
        meaning: message('onlyBeforeUpgrade'),
        nextStep: takeOne,
      },
    ];
  }
  if (!backups.isOn) {
    return [
      {
        ...note,
        id: 'no-backup',
        what: message('noBackupConfigured'),
        meaning: message('nothingRestorable'),
        nextStep: beginStep(backups),
      },
    ];
  }
  if (problem || backups.unread) {
    return [
      {
        ...note,
        id: 'backups-unknown',
        what: message('backupsUnknown'),
        meaning: problem?.what ?? message('backupsUnread'),
        nextStep: message('askPlatformTeam'),
        evidence: backups.unread?.message,
      },
    ];
  }
  return [
    {
      ...note,
      id: 'no-backup',
      what: message('noBackupYet'),
      meaning: message('notRestorable'),
      nextStep: takeOne,
    },
  ];
}

function beginStep({ beginStep: own, beginNote }: BackupFacts): Message {
  if (own) return own;
  return beginNote
    ? message('chooseTargetNote', { note: beginNote })
    : message('chooseTarget');
}
