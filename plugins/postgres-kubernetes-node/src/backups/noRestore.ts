import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import { archiveProblem } from './archiveProblem';
import type { BackupFacts } from './BackupFacts';
import { backupOutcome } from './backupOutcome';
import { nextStepForWal } from './restorable';
import { latest } from './times';

/** Returns why nothing can be restored, or undefined if something can. @public */
export function noRestore(backups: BackupFacts): Message | undefined {
  const { lastGoodAt, withoutWal } = backupOutcome(backups);
  if (lastGoodAt) return undefined;
  const problem = archiveProblem(backups);
  if (problem) return problem.what;
  if (withoutWal.length) {
    return message('finishedWithoutWal', {
      at: `${latest(withoutWal.map(({ endedAt }) => endedAt))}`,
      then: nextStepForWal(backups),
    });
  }
  return !backups.unread
    ? message('noBackupYet')
    : message('backupsOfClusterUnread');
}
