import { message } from '../messages';
import { archiveProblem } from './archiveProblem';
import type { BackupFacts } from './BackupFacts';
import { backupOutcome } from './backupOutcome';
import { nextStepForWal } from './restorable';
import { latest } from './times';

/** Returns why nothing can be restored, or undefined if something can. @public */
export function noRestore(backups: BackupFacts): string | undefined {
  const { lastGoodAt, withoutWal } = backupOutcome(backups);
  if (lastGoodAt) return undefined;
  const problem = archiveProblem(backups);
  if (problem) return problem.what.text;
  if (withoutWal.length) {
    return `A backup finished at ${latest(
      withoutWal.map(({ endedAt }) => endedAt),
    )}, but the WAL that it needs is not known to be archived. ${
      nextStepForWal(backups).text
    }`;
  }
  return !backups.unread
    ? message('noBackupYet').text
    : 'It is not known whether it has a backup: Backstage cannot read the backups of the cluster.';
}
