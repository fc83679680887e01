import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import {
  iso,
  type BackupFact,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import {
  BARMAN_PLUGIN,
  type CloudNativePgSnapshot,
  type CachedBackup,
} from '../../model';
import { backupPlugin } from './backupTargets';

/** Final phases, by the operator's text. Any other phase is still running. */
const ENDED: Record<string, Backup['status']> = {
  completed: 'finished',
  failed: 'failed',
  'invalid backup definition': 'failed',
};
const RUNNING = ['', 'pending', 'started', 'running', 'finalizing'];

/** Returns the facts about a Backup object. */
export function backupFact(
  backup: CachedBackup,
  snapshot: CloudNativePgSnapshot,
): BackupFact {
  const { createdAt, method, plugin = BARMAN_PLUGIN, status } = backup;
  const { archive } = snapshot;
  const begunAt = status.startedAt ?? createdAt;
  const hasAllWal = method === 'volumeSnapshot';
  return {
    shown: backupOf(backup, snapshot),
    createdAt,
    begunAt,
    endedAt: iso(endOf(backup)) ?? iso(begunAt)!,
    waits: !status.phase || status.phase === 'pending',
    unknown:
      method === 'plugin' && plugin !== BARMAN_PLUGIN
        ? message('backupPluginUnknown', { name: plugin })
        : undefined,
    hasAllWal,
    isBase:
      hasAllWal ||
      (method === (archive?.plugin ? 'plugin' : 'barmanObjectStore') &&
        [undefined, archive?.serverName].includes(status.serverName)),
    isListed:
      method === 'plugin' &&
      [undefined, backupPlugin(snapshot)?.parameters?.serverName].includes(
        status.serverName,
      ),
    beginWal: status.beginWal,
    endWal: status.endWal,
    majorVersion: status.majorVersion,
  };
}

function endOf({ status }: CachedBackup): string | undefined {
  return status.stoppedAt ?? status.reconciliationTerminatedAt;
}

/** Returns a Backup object as a backup of section `backups`. */
export function backupOf(
  backup: CachedBackup,
  snapshot: CloudNativePgSnapshot,
): Backup {
  const { status, method } = backup;
  const phase = status.phase ?? '';
  const state = ENDED[phase] ?? 'running';
  const store = snapshot.objectStores.find(
    ({ destinationPath }) => destinationPath,
  );
  const finishedAt = endOf(backup);
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
    error: status.error ?? unexpectedPhase(phase),
  };
}

/** Returns a phase that blocks the backup (such as `walArchivingFailing`) or that is unknown here, unchanged. */
function unexpectedPhase(phase: string): string | undefined {
  return RUNNING.includes(phase) || phase in ENDED ? undefined : phase;
}
