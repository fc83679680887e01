import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { BackupFacts } from './BackupFacts';
import { finishedBackups, isOwnTime } from './ownBackups';

/** Why an archive is unusable for its database, or why that is not known. @public */
export interface ArchiveProblem {
  /**
   * - `archive-shared`: another database writes to the same folder.
   * - `archive-foreign`: it contains only data of an earlier database.
   * - `archive-unknown`: a plugin that pgstage does not support writes it, and its
   *   backups are not known.
   */
  id: 'archive-shared' | 'archive-foreign' | 'archive-unknown';
  what: Message;
}

/** @public */
export function archiveProblem(facts: BackupFacts): ArchiveProblem | undefined {
  const { archive } = facts;
  if (!archive) return undefined;
  const { unknown, sharedWith, reported } = archive;
  if (unknown) return { id: 'archive-unknown', what: unknown };
  if (sharedWith) {
    return {
      id: 'archive-shared',
      what: message('archiveShared', { others: sharedWith }),
    };
  }
  const { firstRecoverableAt: first, lastSucceededAt: last } = reported;
  const isForeign =
    (first ?? last) !== undefined &&
    !isOwnTime(facts, first) &&
    !isOwnTime(facts, last) &&
    !finishedBackups(facts).length;
  return isForeign
    ? {
        id: 'archive-foreign',
        what: message('archiveForeign'),
      }
    : undefined;
}
