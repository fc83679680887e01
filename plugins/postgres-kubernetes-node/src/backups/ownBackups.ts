import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { byText, memoize } from '../observe/memoize';
import type { BackupFact, BackupFacts } from './BackupFacts';
import { iso } from './times';

/** Whether a backup that finished at that time can belong to this database. @public */
export function isOwnTime(
  { dataCreatedAt }: Pick<BackupFacts, 'dataCreatedAt'>,
  time?: string,
): boolean {
  const at = iso(time);
  return at !== undefined && at >= (dataCreatedAt ?? '');
}

/** Returns the backups of this database, newest first, without those of an earlier database of its name. @public */
export const ownBackups = memoize((facts: BackupFacts): BackupFact[] =>
  facts.backups
    .filter(({ createdAt }) => isOwnTime(facts, createdAt))
    .sort((a, b) => byText(b.shown.startedAt, a.shown.startedAt)),
);

/** Returns the finished backups. */
export const finishedBackups = memoize((facts: BackupFacts): BackupFact[] =>
  ownBackups(facts).filter(({ shown }) => shown.status === 'finished'),
);

/** Returns backups as the API shows them, newest first. @public */
export const shownBackups = memoize((facts: BackupFacts): Backup[] =>
  ownBackups(facts).map(({ shown }) => shown),
);
