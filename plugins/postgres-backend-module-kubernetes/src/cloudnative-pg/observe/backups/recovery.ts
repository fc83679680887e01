import {
  type Backups,
  type DatabaseSummary,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  annotations,
  type Condition,
  type FoundDatabase,
  type KeptObjectStore,
} from '../../model';
import { serverVersion } from '../identity';
import { conditionOf } from '../moment';
import { backupPlugin, hasArchive } from './backupTargets';
import { perFound } from '../perFound';
import { backupsOf } from './backupOf';

/** How backups ended last, from wherever it is told. */
export interface BackupOutcome {
  lastGoodAt?: string;
  lastFailedAt?: string;
  /** What the last failed one said. */
  error?: string;
  /** A good one is there, and not all are from before a major upgrade: those lead back to before it only. */
  safe: boolean;
  /** The last one that ended failed: a later success clears it. */
  failing: boolean;
}

/** The plugin's own record of what lies in the object store. */
export function storedWindow(
  found: FoundDatabase,
): KeptObjectStore['recoveryWindow'][string] | undefined {
  const { barmanObjectName, serverName } =
    backupPlugin(found)?.parameters ?? {};
  return found.objectStores.find(({ name }) => name === barmanObjectName)
    ?.recoveryWindow[serverName ?? found.cluster.name];
}

export const backupOutcome = perFound((found): BackupOutcome => {
  const backups = backupsOf(found);
  const { status } = found.cluster;
  const stored = storedWindow(found);
  const finished = backups.filter(backup => backup.status === 'finished');
  const failed = backups.filter(backup => backup.status === 'failed');
  const endOf = (all: typeof backups) =>
    all.map(({ finishedAt, startedAt }) => finishedAt ?? startedAt);
  const lastGoodAt = latest([
    ...endOf(finished),
    stored?.lastSuccessfulBackupTime,
    status.lastSuccessfulBackup,
  ]);
  const lastFailedAt = latest([
    ...endOf(failed),
    stored?.lastFailedBackupTime,
    status.lastFailedBackup,
  ]);
  const condition = conditionOf(found, 'LastBackupSucceeded');
  const conditionFails =
    condition?.status === 'False' && condition.reason === 'LastBackupFailed';
  return {
    lastGoodAt,
    lastFailedAt:
      lastFailedAt ??
      (conditionFails ? iso(condition.lastTransitionTime) : undefined),
    safe:
      lastGoodAt !== undefined &&
      (!finished.length ||
        finished.some(({ id }) => isOfThisVersion(found, id))),
    error: failed[0]?.error ?? (conditionFails ? condition.message : undefined),
    failing: lastFailedAt
      ? !lastGoodAt || lastFailedAt > lastGoodAt
      : conditionFails,
  };
});

/** What is known of WAL archiving. Where it is switched off, the operator goes on calling it a success. */
export function archivingCondition(
  found: FoundDatabase,
): Condition | undefined {
  const type = 'ContinuousArchiving';
  return found.cluster.annotations[annotations.skipWalArchiving] === 'enabled'
    ? {
        type,
        status: 'False',
        message: `switched off by the annotation ${annotations.skipWalArchiving}`,
      }
    : conditionOf(found, type);
}

const DEFAULT_ARCHIVE_TIMEOUT_MS = 300_000;

/**
 * Moments that can be restored, as far as memory tells: the operator archives
 * at least every `archive_timeout` while an instance runs, and not at all
 * since its condition says so.
 */
export function recoveryWindow(
  found: FoundDatabase,
  now: Date,
): DatabaseSummary['recoveryWindow'] {
  if (!hasArchive(found)) return undefined;
  const from = iso(
    storedWindow(found)?.firstRecoverabilityPoint ??
      found.cluster.status.firstRecoverabilityPoint ??
      backupsOf(found)
        .filter(
          ({ id, status, method }) =>
            status === 'finished' &&
            method !== 'volumeSnapshot' &&
            isOfThisVersion(found, id),
        )
        .at(-1)?.finishedAt,
  );
  if (!from) return undefined;
  const condition = archivingCondition(found);
  const asleep = conditionOf(found, 'cnpg.io/hibernation');
  const ranUntil =
    asleep?.status === 'True'
      ? new Date(asleep.lastTransitionTime ?? from)
      : now;
  const archivedTo =
    condition?.status === 'True'
      ? new Date(ranUntil.getTime() - DEFAULT_ARCHIVE_TIMEOUT_MS).toISOString()
      : iso(condition?.lastTransitionTime);
  const to =
    latest([from, archivedTo, backupOutcome(found).lastGoodAt]) ?? from;
  return { from, to };
}

/** WAL since a major upgrade cannot be applied to a backup from before. */
function isOfThisVersion(found: FoundDatabase, id: string) {
  const { backups, cluster } = found;
  const taken = backups.find(({ name }) => name === id)?.status.majorVersion;
  const running = serverVersion(found) ?? cluster.record.spec.version;
  return !taken || !running || taken === majorVersion(running);
}

/** WAL archiving as the operator's condition tells it. */
export function archivingOf(
  found: FoundDatabase,
  changing: boolean,
): Backups['archiving'] {
  const condition = archivingCondition(found);
  if (condition?.status === 'True') {
    return { state: 'working', reason: 'WAL is archived' };
  }
  if (!hasArchive(found)) {
    return {
      state: 'unknown',
      reason:
        'No archive is configured: only the moment of a backup can be restored',
    };
  }
  if (condition?.status === 'False') {
    return {
      state: changing ? 'changing' : 'attention',
      reason: `WAL is not archived${
        condition.message ? `: ${condition.message}` : ''
      }`,
      lastFailedAt: iso(condition.lastTransitionTime),
    };
  }
  return {
    state: 'unknown',
    reason: condition
      ? `${condition.status}: ${condition.message ?? ''}`
      : 'No WAL was archived yet',
  };
}

/** The latest of times that may be written with and without fractions. */
export function latest(times: Array<string | undefined>): string | undefined {
  let last = -Infinity;
  for (const time of times) {
    const at = time ? Date.parse(time) : NaN;
    if (at > last) last = at;
  }
  return last === -Infinity ? undefined : new Date(last).toISOString();
}

/** RFC 3339 with milliseconds, so that times compare as text. */
export function iso(time?: string): string | undefined {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
