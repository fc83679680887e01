import { backupOutcome } from './backupOutcome';
import type { BackupFact, BackupFacts } from './BackupFacts';

/** Why a finished backup is no longer in the archive, as the archive's tool tells; undefined where it is. @public */
export function expiryOf(
  backup: BackupFact,
  facts: BackupFacts,
): string | undefined {
  const { holdsFrom: first } = facts.archive ?? {};
  const { finishedAt } = backup.shown;
  return backup.isListed &&
    // The folder of another major version is another one.
    backupOutcome(facts).ofThisVersion.includes(backup) &&
    first &&
    finishedAt &&
    new Date(finishedAt) < new Date(first)
    ? `It has expired: the archive holds nothing before ${first}.`
    : undefined;
}
