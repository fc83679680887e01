import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import { backupOutcome } from './backupOutcome';
import type { BackupFact, BackupFacts } from './BackupFacts';

/** Returns why a finished backup is no longer in the archive, as the archive's tool reports, or undefined if it still is. @public */
export function expiryOf(
  backup: BackupFact,
  facts: BackupFacts,
): Message | undefined {
  const { holdsFrom: first } = facts.archive ?? {};
  const { finishedAt } = backup.shown;
  return backup.isListed &&
    // Each major version has a folder of its own.
    backupOutcome(facts).ofThisVersion.includes(backup) &&
    first &&
    finishedAt &&
    new Date(finishedAt) < new Date(first)
    ? message('backupExpired', { first })
    : undefined;
}
