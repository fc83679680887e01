import {
  Backups,
  DatabaseState,
  DatabaseView,
  Evidence,
  RecoveryWindow,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import type { TextOf } from '../hooks/useMessageText';
import type { Translate } from '../translation';
import { reasonText } from './reasonText';
import { withMoments } from './restoreTarget';

/** What can be restored, from the backups if they could be read, otherwise from the summary. */
export interface Recoverability {
  kind: 'window' | 'backup' | 'first-running' | 'nothing' | 'unknown';
  state: DatabaseState;
  window?: RecoveryWindow;
  /** The evidence. */
  evidence?: Evidence;
  /** Changes up to this time are protected; absent if unknown. */
  protectedUntil?: string;
  lastGoodAt?: string;
  lastFailedAt?: string;
  /** Why fewer changes than usual are protected. */
  problem?: string;
  /** Why the newest finished backup is not reliable. */
  lack?: string;
  /** Why it is unknown what can be restored. */
  unknown?: string;
  /** No backup is known to be restorable: a restore may fail. */
  uncertain?: boolean;
  /** Why the user cannot restore it, and who can. */
  cannot?: string;
  /** Whether an administrator restores it, although the user can restore something else. */
  manual?: boolean;
  /** What the user can restore, if the rest is `manual`. */
  instead?: string;
}

export function recoverability(
  t: Translate,
  textOf: TextOf,
  view: DatabaseView,
  section: Section<Backups> | undefined,
): Recoverability {
  const { summary } = view;
  const backups = section?.data;
  const finished = backups?.backups.filter(b => b.status === 'finished') ?? [];
  const failed = backups?.backups.filter(b => b.status === 'failed');
  // A finished backup cannot always be restored: the provider knows.
  const hasGood = view.safe.value || summary.lastGoodBackupAt !== undefined;
  const times = {
    lastGoodAt: latest([
      summary.lastGoodBackupAt,
      ...(hasGood ? finished.filter(b => !b.restoreObstacle) : []).map(
        b => b.finishedAt,
      ),
    ]),
    lastFailedAt: latest([
      summary.lastFailedBackupAt,
      ...(failed ?? []).map(b => b.finishedAt ?? b.startedAt),
    ]),
  };
  const problem = findProblem(t, textOf, view, backups, times);
  // The data of the section takes precedence over the summary.
  const { recoveryWindow, protectedUntil } = backups ?? summary;
  const window = withMoments(recoveryWindow);
  const state = stateOf(view, problem, window);
  const cannot = restoreRefusal(t, textOf, view, backups);
  const { restore } = view.operations;
  // Without WAL, the window is the end of the newest backup of the whole server.
  const manual =
    recoveryWindow?.manual &&
    (window !== undefined || recoveryWindow.to === times.lastGoodAt);
  const instead =
    manual && !cannot && restore.reason ? textOf(restore.reason) : undefined;
  const obstacle = finished[0]?.restoreObstacle;
  const lack = obstacle && textOf(obstacle.what);
  const uncertain =
    finished.length > 0 &&
    !times.lastGoodAt &&
    finished.every(b => b.restoreObstacle);
  const known = {
    ...{
      state,
      problem,
      cannot,
      manual,
      instead,
      lack,
      uncertain,
      protectedUntil,
    },
    ...times,
  };
  if (window)
    return {
      kind: 'window',
      window,
      evidence: window.unproven ? undefined : window.evidence,
      ...known,
    };
  if (times.lastGoodAt || view.safe.value)
    return {
      kind: 'backup',
      ...(view.safe.value && { evidence: view.safe }),
      ...known,
    };
  // An unknown backup may exist.
  if (section?.status !== 'ok' || view.safe.value === null)
    return {
      ...{ kind: 'unknown', state: 'unknown', lack, ...times },
      ...(view.safe.value === null && {
        unknown: reasonText(textOf, view.safe.reason),
      }),
    };
  if (
    view.status.state === 'changing' ||
    backups?.backups.some(b => b.status === 'running')
  ) {
    return { kind: 'first-running', state: 'changing', ...times };
  }
  return { kind: 'nothing', ...known, state: 'attention' };
}

/** An unsupported restore takes precedence over a missing permission. */
function restoreRefusal(
  t: Translate,
  textOf: TextOf,
  { operations, permits }: DatabaseView,
  backups: Backups | undefined,
): string | undefined {
  for (const support of [operations.restore, backups?.restore])
    if (support?.supported === false) return textOf(support.reason);
  const { allowed, reason, permission } = permits.restore;
  if (allowed) return undefined;
  return reason ? textOf(reason) : t('needsPermission', { permission });
}

/** A backup alone is not sufficient: recent changes must be protected, too. */
function stateOf(
  { safe }: DatabaseView,
  problem: string | undefined,
  window: RecoveryWindow | undefined,
): DatabaseState {
  if (problem) return 'attention';
  return safe.value === null || window?.unprovenTo ? 'unknown' : 'working';
}

function findProblem(
  t: Translate,
  textOf: TextOf,
  { safe }: DatabaseView,
  backups: Backups | undefined,
  {
    lastGoodAt,
    lastFailedAt,
  }: Pick<Recoverability, 'lastGoodAt' | 'lastFailedAt'>,
): string | undefined {
  if (backups?.archiving.state === 'attention')
    return t('recovery.archiving', {
      reason: reasonText(textOf, backups.archiving.reason),
    });
  if (isAfter(lastFailedAt, lastGoodAt)) return t('recovery.newestFailed');
  return safe.value === false && lastGoodAt !== undefined
    ? t('recovery.recentLost')
    : undefined;
}

function isAfter(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && (b === undefined || Date.parse(a) > Date.parse(b));
}

function latest(times: (string | undefined)[]): string | undefined {
  return times
    .filter((time): time is string => time !== undefined)
    .sort((a, b) => Date.parse(b) - Date.parse(a))[0];
}
