import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import {
  BARMAN_PLUGIN,
  type FoundDatabase,
  type KeptBackup,
} from '../../model';
import { serverVersion } from '../identity';
import { conditionOf, SECOND } from '../moment';
import { perFound } from '../perFound';
import { archiveProblem, toldByArchive } from './archiveProblem';
import { failingSince } from './archiving';
import { backupsOf } from './backupOf';
import { backupMethods } from './backupTargets';
import { isOwnTime, ownBackups } from './ownBackups';
import { iso, latest } from './times';

/** Clocks of the tool and of PostgreSQL may differ by so much. */
const CLOCKS_MS = 30 * SECOND;

/** How backups ended, from wherever it is told. */
export interface BackupOutcome {
  /** Those that can be restored, also to before a major upgrade. */
  restorable: KeptBackup[];
  /** Those of the version that runs: WAL since can be applied to them. */
  ofThisVersion: KeptBackup[];
  /** All that can be restored are from before a major upgrade. */
  onlyBeforeUpgrade: boolean;
  /** When the newest that can be restored ended. */
  lastGoodAt?: string;
  lastFailedAt?: string;
  /** What the last failed one said. */
  error?: string;
  /** The last one that ended failed: a later success clears it. */
  failing: boolean;
}

export const backupOutcome = perFound((found): BackupOutcome => {
  const isOn = backupMethods(found).length > 0;
  // Once backups are switched off, what the Cluster tells of them is of before.
  const told = isOn && !archiveProblem(found) ? toldByArchive(found) : {};
  const own = (time?: string) => (isOwnTime(found, time) ? time : undefined);
  const failed = backupsOf(found).filter(({ status }) => status === 'failed');
  const restorable = ownBackups(found).filter(backup =>
    isRestorable(backup, found),
  );
  const ofThisVersion = restorable.filter(({ status }) =>
    isOfVersion(found, status.majorVersion),
  );
  const lastGoodAt = latest([
    ...restorable.map(endOf),
    own(told.lastSuccessfulBackupTime),
  ]);
  const lastFailedAt = latest([
    ...failed.map(({ finishedAt, startedAt }) => finishedAt ?? startedAt),
    own(told.lastFailedBackupTime),
  ]);
  const condition = conditionOf(found, 'LastBackupSucceeded');
  const conditionFails =
    isOn &&
    condition?.status === 'False' &&
    condition.reason === 'LastBackupFailed';
  return {
    restorable,
    ofThisVersion,
    onlyBeforeUpgrade: restorable.length > 0 && !ofThisVersion.length,
    lastGoodAt,
    lastFailedAt:
      lastFailedAt ??
      (conditionFails ? iso(condition.lastTransitionTime) : undefined),
    error: failed[0]?.error ?? (conditionFails ? condition.message : undefined),
    failing:
      isOn &&
      (lastFailedAt
        ? !lastGoodAt || lastFailedAt > lastGoodAt
        : conditionFails),
  };
});

/** When it ended. */
export function endOf({ status, createdAt }: KeptBackup): string {
  return (
    iso(status.stoppedAt ?? status.reconciliationTerminatedAt) ??
    iso(status.startedAt ?? createdAt)!
  );
}

/** Finished, and with the WAL that it needs. */
function isRestorable(backup: KeptBackup, found: FoundDatabase): boolean {
  if (backup.status.phase !== 'completed') return false;
  if (backup.method === 'volumeSnapshot') return true;
  const isKnown =
    backup.method !== 'plugin' ||
    (backup.plugin ?? BARMAN_PLUGIN) === BARMAN_PLUGIN;
  return isKnown && !archiveProblem(found) && hasItsWal(backup, found);
}

/** From a standby a backup is "completed" before the WAL is archived that was written meanwhile. */
function hasItsWal(backup: KeptBackup, found: FoundDatabase): boolean {
  const { archiver } = found;
  const end = endOf(backup);
  const { endWal } = backup.status;
  if (archiver?.until && archiver.at > end) {
    const { lastArchivedWal = '', until } = archiver;
    return (
      (endWal !== undefined && lastArchivedWal >= endWal) ||
      Date.parse(until) >= Date.parse(end) - CLOCKS_MS
    );
  }
  // A primary that has not archived yet says nothing of its predecessor.
  return end <= (failingSince(found) ?? end);
}

/** Whether a backup is of the major version that runs: WAL of another cannot be applied to it. */
function isOfVersion(found: FoundDatabase, taken?: number): boolean {
  const running = serverVersion(found) ?? found.cluster.record.spec.version;
  return !taken || !running || taken === majorVersion(running);
}
