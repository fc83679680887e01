import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeLiteral } from 'pg';
import type { BackupLimits } from '../config';
import {
  isPgstageBackup,
  type BackupNote,
  type BaseBackup,
} from './backupDirectory';
import { expired } from './retention';

/** Writes beside the folder, not in it: `pg_verifybackup` refuses what the manifest does not list. */
export async function writeNote(
  query: Query,
  folder: string,
  note: BackupNote,
): Promise<void> {
  await query(
    `COPY (SELECT ${escapeLiteral(JSON.stringify(note))}) TO ${escapeLiteral(
      `${folder}.json`,
    )}`,
  );
}

/**
 * Frees the space of base backups that Backstage made and that may go. A server
 * deletes no files for a role that may not run programs, so they are marked and
 * emptied; the folders stay until the server's administrator removes them.
 *
 * @param backups - all of the folder, those that were marked before as well
 */
export async function expireBaseBackups(
  query: Query,
  backups: BaseBackup[],
  limits: BackupLimits,
): Promise<void> {
  const ours = backups.filter(({ id }) => isPgstageBackup(id));
  const gone = expired(
    ours.filter(({ expiredAt }) => !expiredAt),
    limits,
    new Date(),
  );
  for (const { location } of gone) {
    // First the mark: nobody may rely on one that is half-emptied.
    if (location)
      await writeNote(query, location, { expiredAt: new Date().toISOString() });
  }
  for (const { location, sizeBytes } of [
    ...gone,
    ...ours.filter(({ expiredAt }) => expiredAt),
  ]) {
    if (location && sizeBytes) await emptyFiles(query, location);
  }
}

/** Frees the space of one backup. */
export async function emptyFiles(query: Query, folder: string): Promise<void> {
  const files = await query<{ name: string }>(
    'SELECT name FROM pg_ls_dir($1, true, false) AS name',
    [folder],
  );
  for (const { name } of files) {
    await query(
      `COPY (SELECT WHERE false) TO ${escapeLiteral(`${folder}/${name}`)}`,
    );
  }
}
