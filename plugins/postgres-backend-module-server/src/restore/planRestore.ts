import {
  type Backup,
  invalidField,
  type RestoreDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import { isGood } from '../backups/recovery';
import type { DatabaseRecord } from '../record';

/** The source of a restore: its ref, and its dumps, newest first. */
export interface RestoreSource {
  ref: string;
  record: Pick<DatabaseRecord, 'created' | 'spec'>;
  dumps: Backup[];
}

/** Returns whether a dump is of this database: an earlier one could have had its name, and another owner. */
export function isOwnDump(
  { created }: Pick<DatabaseRecord, 'created'>,
  { startedAt }: Pick<Backup, 'startedAt'>,
): boolean {
  return startedAt >= created.at;
}

/**
 * Returns the dump to restore: that of the request, or the newest good one.
 *
 * @param existing - the restore in the record of the database with the requested
 * name: a repeated request may name a dump that has expired since
 * @throws InvalidFieldsError if there is no such dump, or if the request names a
 * point in time
 */
export function planRestore(
  { ref, record, dumps }: RestoreSource,
  request: Pick<RestoreDatabase, 'backup' | 'targetTime'>,
  existing: DatabaseRecord['restore'],
): { source: string; backup: string } {
  if (request.targetTime !== undefined) {
    throw invalidField(
      'targetTime',
      'must be left out: a dump is restored, and only base backups of the whole server reach any point in time',
    );
  }
  const repeated = existing?.source === ref ? existing.backup : undefined;
  const backup =
    request.backup ??
    repeated ??
    dumps.find(dump => isGood(dump) && isOwnDump(record, dump))?.id;
  const isKnown = dumps.some(
    dump => dump.id === backup && isGood(dump) && isOwnDump(record, dump),
  );
  if (
    backup !== undefined &&
    (isKnown || (repeated === backup && !existing?.failedAt))
  )
    return { source: ref, backup };
  throw invalidField(
    'backup',
    request.backup === undefined
      ? `must be a finished dump of ${ref}, which has none: take a dump first`
      : `must be the id of a finished dump of ${ref} on this host of Backstage`,
  );
}
