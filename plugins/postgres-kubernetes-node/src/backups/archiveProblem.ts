import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { BackupFacts } from './BackupFacts';
import { finishedBackups, isOwnTime } from './ownBackups';

/** Why an archive is of no use to its database, or why that is not known. @public */
export interface ArchiveProblem {
  id: /** Another database writes to the same place. */
  | 'archive-shared'
    /** All that it holds is of an earlier database. */
    | 'archive-foreign'
    /** What writes it is not known here, nor are its backups. */
    | 'archive-unknown';
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
