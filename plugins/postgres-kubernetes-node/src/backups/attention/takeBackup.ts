import type { BackupFacts } from '../BackupFacts';
import { shownBackups } from '../ownBackups';

/** How to come by a backup. */
export function nextStepTo(backups: BackupFacts): string {
  if (shownBackups(backups).some(({ status }) => status === 'running'))
    return 'Wait for the backup that is running.';
  return backups.firstBegins
    ? `Wait: the first backup begins by itself ${backups.firstBegins}.`
    : 'Take a backup.';
}
