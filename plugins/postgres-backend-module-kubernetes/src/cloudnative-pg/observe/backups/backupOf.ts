import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import {
  byText,
  perFound,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase, KeptBackup } from '../../model';
import { ownBackups } from './ownBackups';

/** By the operator's text for the phase; what is not named here still runs. */
const ENDED: Record<string, Backup['status']> = {
  completed: 'finished',
  failed: 'failed',
  'invalid backup definition': 'failed',
};
const RUNNING = ['', 'pending', 'started', 'running', 'finalizing'];

export function backupOf(backup: KeptBackup, found: FoundDatabase): Backup {
  const { status, method } = backup;
  const phase = status.phase ?? '';
  const state = ENDED[phase] ?? 'running';
  const store = found.objectStores.find(
    ({ destinationPath }) => destinationPath,
  );
  const finishedAt = status.stoppedAt ?? status.reconciliationTerminatedAt;
  return {
    id: backup.name,
    method,
    scope: 'server',
    status: state,
    startedAt:
      status.startedAt ?? status.reconciliationStartedAt ?? backup.createdAt,
    ...(state !== 'running' && finishedAt && { finishedAt }),
    location:
      status.destinationPath ??
      (method === 'plugin' ? store?.destinationPath : undefined),
    error: status.error ?? strangePhase(phase),
  };
}

/** A phase that hinders, such as `walArchivingFailing`, or that is new: as it is. */
function strangePhase(phase: string): string | undefined {
  return RUNNING.includes(phase) || phase in ENDED ? undefined : phase;
}

/** Backups of this database, newest first. */
export const backupsOf = perFound((found: FoundDatabase): Backup[] =>
  ownBackups(found)
    .map(backup => backupOf(backup, found))
    .sort((a, b) => byText(b.startedAt, a.startedAt)),
);

/** Whether the list of backups is what the cluster last said. A kind that is gone says nothing of what it held. */
export function areBackupsKnown({ statuses }: FoundDatabase): boolean {
  const { status = 'ok' } = statuses.backups ?? {};
  return status === 'ok';
}
