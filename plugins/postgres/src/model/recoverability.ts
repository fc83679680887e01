import {
  Backups,
  DatabaseState,
  DatabaseView,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';

/** What can be restored, from the backups where they could be read, else from the summary. */
export interface Recoverability {
  kind: 'window' | 'backup' | 'first-running' | 'nothing' | 'unknown';
  state: DatabaseState;
  window?: { from: string; to: string };
  lastGoodAt?: string;
  lastFailedAt?: string;
  /** Why less than usual is protected. */
  problem?: string;
}

export function recoverability(
  view: DatabaseView,
  section: Section<Backups> | undefined,
): Recoverability {
  const { summary } = view;
  const backups = section?.data;
  const finished = backups?.backups.filter(b => b.status === 'finished');
  const failed = backups?.backups.filter(b => b.status === 'failed');
  const times = {
    lastGoodAt: latest([
      summary.lastGoodBackupAt,
      ...(finished ?? []).map(b => b.finishedAt),
    ]),
    lastFailedAt: latest([
      summary.lastFailedBackupAt,
      ...(failed ?? []).map(b => b.finishedAt ?? b.startedAt),
    ]),
  };
  const problem = findProblem(backups, times);
  const state = problem ? 'attention' : 'working';
  // What was asked of the database goes before what the summary works out.
  const window = backups?.recoveryWindow ?? summary.recoveryWindow;
  if (window) return { kind: 'window', state, problem, window, ...times };
  if (times.lastGoodAt || view.safe)
    return { kind: 'backup', state, problem, ...times };
  // Without an answer about backups, that none is known does not mean that none exists.
  if (section?.status !== 'ok')
    return { kind: 'unknown', state: 'unknown', ...times };
  if (
    view.status.state === 'changing' ||
    backups?.backups.some(b => b.status === 'running')
  ) {
    return { kind: 'first-running', state: 'changing', ...times };
  }
  return { kind: 'nothing', state: 'attention', ...times };
}

function findProblem(
  backups: Backups | undefined,
  {
    lastGoodAt,
    lastFailedAt,
  }: Pick<Recoverability, 'lastGoodAt' | 'lastFailedAt'>,
): string | undefined {
  if (backups?.archiving.state === 'attention')
    return `${backups.archiving.reason}.`;
  return isAfter(lastFailedAt, lastGoodAt)
    ? 'The newest backup failed.'
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
