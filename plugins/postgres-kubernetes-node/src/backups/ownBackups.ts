import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { byText, memoize } from '../observe/memoize';
import type { BackupFact, BackupFacts } from './BackupFacts';
import { iso } from './times';

/** Whether something that was finished then can be of this database. @public */
export function isOwnTime(
  { dataCreatedAt }: Pick<BackupFacts, 'dataCreatedAt'>,
  time?: string,
): boolean {
  const at = iso(time);
  return at !== undefined && at >= (dataCreatedAt ?? '');
}

/** Backups of this database, newest first: those of an earlier one of its name outlive it. @public */
export const ownBackups = memoize((facts: BackupFacts): BackupFact[] =>
  facts.backups
    .filter(({ createdAt }) => isOwnTime(facts, createdAt))
    .sort((a, b) => byText(b.shown.startedAt, a.shown.startedAt)),
);

/** Those that have finished. */
export const finishedBackups = memoize((facts: BackupFacts): BackupFact[] =>
  ownBackups(facts).filter(({ shown }) => shown.status === 'finished'),
);

/** As people see them, newest first. @public */
export const shownBackups = memoize((facts: BackupFacts): Backup[] =>
  ownBackups(facts).map(({ shown }) => shown),
);
