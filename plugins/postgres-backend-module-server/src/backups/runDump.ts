import { execFile } from 'node:child_process';
import {
  mkdtemp,
  open,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { PgPrograms } from './pgPrograms';

const run = promisify(execFile);

/** Longest wait for a table lock; afterwards the dump fails. */
const LOCK_TIMEOUT_MS = 60_000;

/** Prefix of the temporary folders with the password file of a dump. */
const SECRETS = 'pgstage-dump-';
const OLD_MS = 10 * 60_000;

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
 * @throws Error with the message of the program. It contains no secret: secrets
 * are passed in files, never as arguments.
 */
export async function runDump({
  programs,
  login,
  file,
  now,
  signal,
}: DumpJob): Promise<void> {
  const part = `${file}.part`;
  await removeOldSecrets(now());
  const secrets = await mkdtemp(path.join(tmpdir(), SECRETS));
  try {
    await (await open(part, 'w', 0o600)).close();
    const env = await connectionEnvironment(login, secrets);
    await call(
      programs.pgDump,
      [
        '--format=custom',
        '--no-password',
        `--lock-wait-timeout=${LOCK_TIMEOUT_MS}`,
        `--file=${part}`,
      ],
      { env, signal },
    );
    // --list also succeeds for a truncated dump; reading it completely fails.
    await call(programs.pgRestore, ['--list', part], { env: {}, signal });
    await call(programs.pgRestore, ['--file=/dev/null', part], {
      env: {},
      signal,
    });
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
    await rm(secrets, { recursive: true, force: true });
  }
}

/** Removes the folders of killed processes. A dump reads its folder only when it connects, at the start. */
async function removeOldSecrets(now: Date): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(SECRETS)) continue;
    const folder = path.join(tmpdir(), name);
    const stats = await stat(folder).catch(() => undefined);
    const isOwn = stats?.uid === process.getuid?.();
    if (stats && isOwn && now.getTime() - stats.mtimeMs > OLD_MS)
      await rm(folder, { recursive: true, force: true });
  }
}

/** libpq's environment variables, because pg_dump parses a database name argument as a connection string. */
async function connectionEnvironment(
  login: PostgresLogin,
  folder: string,
): Promise<Record<string, string>> {
  const escape = (text: string) => text.replace(/[\\:]/g, '\\$&');
  const passfile = path.join(folder, 'pgpass');
  await writeFile(
    passfile,
    `*:*:*:${escape(login.user)}:${escape(login.password ?? '')}\n`,
    { mode: 0o600 },
  );
  const rootCertificate = path.join(folder, 'ca.pem');
  if (login.ca) await writeFile(rootCertificate, login.ca);
  return {
    PGHOST: login.host,
    PGPORT: String(login.port),
    PGUSER: login.user,
    PGDATABASE: login.database,
    PGSSLMODE: login.sslMode,
    PGPASSFILE: passfile,
    PGCONNECT_TIMEOUT: '10',
    PGAPPNAME: 'pgstage',
    ...(login.ca && { PGSSLROOTCERT: rootCertificate }),
  };
}

async function call(
  program: string,
  args: string[],
  { env, signal }: { env: Record<string, string>; signal: AbortSignal },
): Promise<void> {
  try {
    await run(program, args, {
      signal,
      env: { PATH: process.env.PATH, LC_ALL: 'C', ...env },
      // The list of a large database is long.
      maxBuffer: 256 * 1024 ** 2,
    });
  } catch (error) {
    signal.throwIfAborted();
    const { stderr } = error as { stderr?: string };
    const message = stderr?.trim().split('\n').slice(0, 3).join(' ');
    throw new Error(
      message || `${path.basename(program)} failed without a message`,
    );
  }
}
