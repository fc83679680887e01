import { open, rename, rm } from 'node:fs/promises';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { PgPrograms } from './pgPrograms';
import { runProgram } from './runProgram';
import { withLoginFiles } from './withLoginFiles';

/** Longest wait for a table lock; afterwards the dump fails. */
const LOCK_TIMEOUT_MS = 60_000;

/** Source and target of a dump. */
export interface DumpJob {
  programs: PgPrograms;
  login: PostgresLogin;
  /** Path of the dump; the file is created when the dump is complete and verified. */
  file: string;
  now: () => Date;
  signal: AbortSignal;
}

/**
 * Writes one database to a file in pg_dump's custom format, and reads the file
 * completely to verify it.
 *
 * @throws Error with the message of the program, without secrets
 */
export async function runDump({
  programs,
  login,
  file,
  now,
  signal,
}: DumpJob): Promise<void> {
  const part = `${file}.part`;
  try {
    await (await open(part, 'w', 0o600)).close();
    await withLoginFiles(login, now(), env =>
      runProgram(
        programs.pgDump,
        [
          '--format=custom',
          '--no-password',
          `--lock-wait-timeout=${LOCK_TIMEOUT_MS}`,
          `--file=${part}`,
        ],
        { env, signal },
      ),
    );
    // --list also succeeds for a truncated dump; reading it completely fails.
    await runProgram(programs.pgRestore, ['--list', part], { signal });
    await runProgram(programs.pgRestore, ['--file=/dev/null', part], {
      signal,
    });
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}
