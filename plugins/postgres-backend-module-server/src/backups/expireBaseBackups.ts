import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeLiteral } from 'pg';
import type { BackupLimits } from '../config';
import {
  isPgstageBackup,
  type BackupNote,
  type BaseBackup,
} from './backupDirectory';
import { expired } from './retention';

/** Writes next to the folder: `pg_verifybackup` rejects files that are not in the manifest. */
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
 * Frees the space of expired base backups that Backstage took. PostgreSQL does
 * not delete files for a role that may not run programs, so the backups are
 * marked and their files truncated; the administrator of the server removes the
 * folders.
 *
 * @param backups - all in the directory, including marked ones
 */
export async function expireBaseBackups(
  query: Query,
  backups: BaseBackup[],
  limits: BackupLimits,
  now: Date,
): Promise<void> {
  const taken = backups.filter(({ id }) => isPgstageBackup(id));
  const newlyExpired = expired(
    taken.filter(({ expiredAt }) => !expiredAt),
    limits,
    now,
  );
  for (const { location } of newlyExpired) {
    // Marked first: a partly truncated backup must not count.
    if (location)
      await writeNote(query, location, { expiredAt: now.toISOString() });
  }
  for (const { location, sizeBytes } of [
    ...newlyExpired,
    ...taken.filter(({ expiredAt }) => expiredAt),
  ]) {
    if (location && sizeBytes) await emptyFiles(query, location);
  }
}

/** Truncates the files of one backup. */
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
