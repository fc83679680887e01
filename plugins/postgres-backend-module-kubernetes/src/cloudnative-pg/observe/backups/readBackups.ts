import {
  UpstreamError,
  UpstreamForbiddenError,
  type Backup,
  type Backups,
  type Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  Lookup,
  type ClusterContext,
  type FoundDatabase,
  type KeptBackup,
} from '../../model';
import { operationsOf } from '../operationsOf';
import { archiveProblem } from './archiveProblem';
import type { Archiving } from './archiving';
import { askArchiver } from './askArchiver';
import { expiryOf } from './expired';
import { areBackupsKnown, backupsOf } from './backupOf';
import { backupMethods } from './backupTargets';
import { ownBackups } from './ownBackups';
import { recoveryRange } from './recoveryRange';
import { obstacleOf } from './restorable';
import { schedulesOf } from './schedules';

/**
 * Section `backups`. The primary is asked how far it has archived; what it
 * says is kept, so that the headline says the same.
 *
 * @throws NotFoundError
 * @throws UpstreamForbiddenError where Backstage may not read backups.
 */
export async function readBackups(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
): Promise<Backups> {
  const lookup = new Lookup([context]);
  const found = lookup.get(ref);
  assertReadable(context, found);
  await askArchiver(context, found, new Date(), signal);
  return backupsSection(lookup.get(ref), new Date());
}

function assertReadable({ name }: ClusterContext, found: FoundDatabase): void {
  if (areBackupsKnown(found)) return;
  const { status, message } = found.statuses.backups!;
  const system = `Kubernetes cluster '${name}'`;
  const said = message ?? `backups.postgresql.cnpg.io: ${status}`;
  if (status === 'forbidden') {
    throw new UpstreamForbiddenError(
      system,
      said,
      'Grant Backstage list and watch on backups.postgresql.cnpg.io.',
    );
  }
  throw new UpstreamError(
    system,
    said,
    status === 'notServed'
      ? 'Ask the platform team whether the operator was removed.'
      : 'Backups are shown again as soon as it answers.',
  );
}

/** The section, from what is in memory. */
export function backupsSection(found: FoundDatabase, now: Date): Backups {
  const operations = operationsOf(found);
  const finished = new Map(
    ownBackups(found)
      .filter(({ status }) => status.phase === 'completed')
      .map(backup => [backup.name, backup]),
  );
  const { window, protectedUntil, archiving } = recoveryRange(found, now);
  return {
    backups: backupsOf(found).map(backup => ({
      ...backup,
      restoreObstacle: shownObstacle(found, finished.get(backup.id)),
    })),
    recoveryWindow: window,
    protectedUntil,
    archiving: {
      ...shown(found, archiving),
      lastArchivedAt: found.archive && found.archiver?.lastArchivedAt,
      lastFailedAt: found.archiver?.lastFailedAt ?? archiving.since,
    },
    schedules: schedulesOf(found),
    methods: backupMethods(found).map(method => ({
      ...method,
      scope: 'database',
      ...operations.backup,
    })),
    restore: operations.restore,
  };
}

/** How a restore from it would end, as far as is known. What has expired is gone, with or without its WAL. */
const ENDS = {
  plugin: 'cannot',
  archive: 'cannot',
  wal: 'not-now',
  'wal-unknown': 'may-fail',
} as const;

function shownObstacle(
  found: FoundDatabase,
  backup: KeptBackup | undefined,
): Backup['restoreObstacle'] {
  if (!backup) return undefined;
  const expiry = expiryOf(backup, found);
  if (expiry) return { kind: 'cannot', what: expiry };
  const obstacle = obstacleOf(backup, found);
  return obstacle && { kind: ENDS[obstacle.id], what: obstacle.what };
}

type State = Exclude<Verdict['state'], 'working'>;

const STATES: Record<Exclude<Archiving['state'], 'working'>, State> = {
  none: 'unknown',
  off: 'attention',
  failing: 'attention',
  starting: 'changing',
  settling: 'changing',
  late: 'attention',
  unknown: 'unknown',
};

/** What is wrong with the archive as a whole goes before how it is written to. */
function shown(found: FoundDatabase, archiving: Archiving): Verdict {
  const { state, reason } = archiving;
  const problem = archiveProblem(found);
  const fails = state !== 'working' && STATES[state] === 'attention';
  if (problem && !fails)
    return {
      state: problem.id === 'archive-unknown' ? 'unknown' : 'attention',
      reason: problem.what.replace(/\.$/, ''),
    };
  return state === 'working'
    ? { state, reason, evidence: archiving.evidence }
    : { state: STATES[state], reason };
}
