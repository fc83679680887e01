import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { PgPrograms } from '../backups/pgPrograms';
import { runProgram } from '../backups/runProgram';
import { withLoginFiles } from '../backups/withLoginFiles';
import type { RestoreProgress } from './restoreSession';

/** Source and target of a restore. */
export interface RestoreJob {
  programs: Pick<PgPrograms, 'pgRestore'>;
  /** The owner of the new, empty database. */
  login: PostgresLogin;
  /** Path of the dump. */
  file: string;
  now: () => Date;
  signal: AbortSignal;
  /** Called at the start, and before each object of the dump. */
  onProgress(progress: RestoreProgress): void;
}

/**
 * What is not restored: owners, because everything belongs to the new owner;
 * the rights of other roles, which refer to the roles of the old database;
 * tablespaces; and subscriptions, which would take the data of the old database.
 */
const SKIPPED = [
  '--no-owner',
  '--no-privileges',
  '--no-tablespaces',
  '--no-subscriptions',
];
/** Only the owner of an extension may comment on it, and Backstage's role has created some. */
const COMMENT_ON_EXTENSION = /^\d+; \d+ \d+ COMMENT - EXTENSION /;
const OBJECT =
  /^pg_restore: (creating|executing (?!SELECT)|processing|restoring) /;

/**
 * Restores a dump into an empty database. Logs in as the owner of the database:
 * functions of the dump are called during the restore, and could take the rights
 * of any other login.
 *
 * @throws Error with the message of pg_restore; then a part may be restored
 */
export async function runRestore({
  programs,
  login,
  file,
  now,
  signal,
  onProgress,
}: RestoreJob): Promise<void> {
  const entries: string[] = [];
  await runProgram(programs.pgRestore, ['--list', ...SKIPPED, file], {
    signal,
    onOutput: line => {
      if (!/^(;|$)/.test(line) && !COMMENT_ON_EXTENSION.test(line))
        entries.push(line);
    },
  });
  const total = entries.length;
  onProgress({ done: 0, total });
  let started = 0;
  await withLoginFiles(login, now(), async (env, folder) => {
    const list = path.join(folder, 'contents');
    await writeFile(list, `${entries.join('\n')}\n`, { mode: 0o600 });
    await runProgram(
      programs.pgRestore,
      [
        ...SKIPPED,
        `--use-list=${list}`,
        '--exit-on-error',
        '--no-password',
        '--verbose',
        // An empty name: the database of the environment.
        '--dbname=',
        file,
      ],
      {
        env,
        signal,
        onNotice: line => {
          if (!OBJECT.test(line)) return;
          // The previous one is complete.
          onProgress({ done: Math.min(started, total), total });
          started += 1;
        },
      },
    );
  });
}
