import { archiveProblem } from '../backups/archiveProblem';
import type { BackupFacts } from '../backups/BackupFacts';
import { backupOutcome } from '../backups/backupOutcome';
import { nextStepForWal } from '../backups/restorable';
import { latest } from '../backups/times';

/** Why nothing can be restored; undefined where something can. @public */
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
    ? 'No backup has finished yet.'
    : 'Whether it has a backup is not known: Backstage cannot read the backups of the cluster.';
}
