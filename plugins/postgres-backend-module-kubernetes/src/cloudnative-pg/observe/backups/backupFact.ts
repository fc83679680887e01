import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import {
  iso,
  type BackupFact,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import {
  BARMAN_PLUGIN,
  type FoundDatabase,
  type KeptBackup,
} from '../../model';
import { backupPlugin } from './backupTargets';

/** By the operator's text for the phase; what is not named here still runs. */
const ENDED: Record<string, Backup['status']> = {
  completed: 'finished',
  failed: 'failed',
  'invalid backup definition': 'failed',
};
const RUNNING = ['', 'pending', 'started', 'running', 'finalizing'];

/** What a Backup tells. */
export function backupFact(
  backup: KeptBackup,
  found: FoundDatabase,
): BackupFact {
  const { createdAt, method, plugin = BARMAN_PLUGIN, status } = backup;
  const { archive } = found;
  const begunAt = status.startedAt ?? createdAt;
  const isWhole = method === 'volumeSnapshot';
  return {
    shown: backupOf(backup, found),
    createdAt,
    begunAt,
    endedAt: iso(endOf(backup)) ?? iso(begunAt)!,
    waits: !status.phase || status.phase === 'pending',
    unknown:
      method === 'plugin' && plugin !== BARMAN_PLUGIN
        ? message('backupPluginUnknown', { name: plugin })
        : undefined,
    isWhole,
    isBase:
      isWhole ||
      (method === (archive?.plugin ? 'plugin' : 'barmanObjectStore') &&
        [undefined, archive?.serverName].includes(status.serverName)),
    isListed:
      method === 'plugin' &&
      [undefined, backupPlugin(found)?.parameters?.serverName].includes(
        status.serverName,
      ),
    beginWal: status.beginWal,
    endWal: status.endWal,
    majorVersion: status.majorVersion,
  };
}

function endOf({ status }: KeptBackup): string | undefined {
  return status.stoppedAt ?? status.reconciliationTerminatedAt;
}

/** A Backup as people see it. */
export function backupOf(backup: KeptBackup, found: FoundDatabase): Backup {
  const { status, method } = backup;
  const phase = status.phase ?? '';
  const state = ENDED[phase] ?? 'running';
  const store = found.objectStores.find(
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
    error: status.error ?? strangePhase(phase),
  };
}

/** A phase that hinders, such as `walArchivingFailing`, or that is new: as it is. */
function strangePhase(phase: string): string | undefined {
  return RUNNING.includes(phase) || phase in ENDED ? undefined : phase;
}
