import {
  UpstreamError,
  UpstreamForbiddenError,
  type Backup,
  type Backups,
  type Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import type { KindStatus, ResourceKind } from '../cluster';
import type { ReportedOperations } from '../observe/support';
import { archiveProblem } from './archiveProblem';
import type { Archiving, NotArchiving } from './archiving';
import type { BackupFact, BackupFacts } from './BackupFacts';
import { expiryOf } from './expired';
import { finishedBackups, shownBackups } from './ownBackups';
import { recoveryRange } from './recoveryRange';
import { obstacleOf } from './restorable';

/**
 * @param status - status of reading the kind of the backups
 * @throws UpstreamForbiddenError if Backstage may not read it
 * @throws UpstreamError if it cannot be read.
 * @public
 */
export function checkBackupsReadable(
  cluster: string,
  { plural, group }: ResourceKind,
  { status, message }: Pick<KindStatus, 'status' | 'message'>,
): void {
  if (status === 'ok') return;
  const system = `Kubernetes cluster '${cluster}'`;
  const right = `${plural}.${group}`;
  const said = message ?? `${right}: ${status}`;
  if (status === 'forbidden') {
    throw new UpstreamForbiddenError(
      system,
      said,
      `Grant Backstage list and watch on ${right}.`,
    );
  }
  throw new UpstreamError(
    system,
    said,
    status === 'notServed'
      ? 'Ask the platform team whether the operator was removed.'
      : 'Backups are shown again as soon as it responds.',
  );
}

/** What a provider adds to the section. @public */
export interface BackupsSectionInput {
  operations: Pick<ReportedOperations, 'backup' | 'restore'>;
  schedules: Backups['schedules'];
  /** Ways to take a backup. */
  methods: Pick<Backups['methods'][number], 'id' | 'title' | 'description'>[];
}

/** Returns the section `backups` from the cache. @public */
export function backupsSection(
  facts: BackupFacts,
  { operations, schedules, methods }: BackupsSectionInput,
  now: Date,
): Backups {
  const finished = new Map(
    finishedBackups(facts).map(backup => [backup.shown.id, backup]),
  );
  const { window, protectedUntil, archiving } = recoveryRange(facts, now);
  return {
    backups: shownBackups(facts).map(backup => ({
      ...backup,
      restoreObstacle: shownObstacle(facts, finished.get(backup.id)),
    })),
    recoveryWindow: window,
    protectedUntil,
    archiving: {
      ...shown(facts, archiving),
      lastArchivedAt: facts.archive && facts.archiver?.lastArchivedAt,
      lastFailedAt: facts.archiver?.lastFailedAt ?? archiving.since,
    },
    schedules,
    methods: methods.map(method => ({
      ...method,
      scope: 'database',
      ...operations.backup,
    })),
    restore: operations.restore,
  };
}

/** The known outcome of a restore from it. An expired backup has been deleted, with or without its WAL. */
const ENDS = {
  unknown: 'cannot',
  archive: 'cannot',
  wal: 'not-now',
  'wal-unknown': 'may-fail',
} as const;

function shownObstacle(
  facts: BackupFacts,
  backup: BackupFact | undefined,
): Backup['restoreObstacle'] {
  if (!backup) return undefined;
  const expiry = expiryOf(backup, facts);
  if (expiry) return { kind: 'cannot', what: expiry };
  const obstacle = obstacleOf(backup, facts);
  return obstacle && { kind: ENDS[obstacle.id], what: obstacle.what };
}

type State = Exclude<Verdict['state'], 'working'>;

const STATES: Record<NotArchiving['state'], State> = {
  none: 'unknown',
  off: 'attention',
  failing: 'attention',
  starting: 'changing',
  settling: 'changing',
  late: 'attention',
  unknown: 'unknown',
};

/** Problems of the archive as a whole come before the state of archiving. */
function shown(facts: BackupFacts, archiving: Archiving): Verdict {
  const { state, reason } = archiving;
  const problem = archiveProblem(facts);
  const fails = state !== 'working' && STATES[state] === 'attention';
  if (problem && !fails)
    return {
      state: problem.id === 'archive-unknown' ? 'unknown' : 'attention',
      reason: problem.what,
    };
  return state === 'working'
    ? { state, reason, evidence: archiving.evidence }
    : { state: STATES[state], reason };
}
