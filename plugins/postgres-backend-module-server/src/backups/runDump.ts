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

/** A table that is locked for so long fails the dump instead of holding it up for ever. */
const LOCK_TIMEOUT_MS = 60_000;

const SECRETS = 'pgstage-dump-';
const OLD_MS = 10 * 60_000;

/** What to dump, and where to. */
export interface DumpJob {
  programs: PgPrograms;
  login: PostgresLogin;
  /** Final path; it appears when the dump is complete and was read through. */
  file: string;
  signal: AbortSignal;
}

/**
 * Writes one database into a file in pg_dump's custom format and reads the file through.
 *
 * @throws Error with what the program said, without secrets: these are in files and never in arguments.
 */
export async function runDump({
  programs,
  login,
  file,
  signal,
}: DumpJob): Promise<void> {
  const part = `${file}.part`;
  await forgetOldSecrets();
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
    // The list alone passes on a dump that was cut off; reading it through does not.
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

/** Those of a process that was killed. A dump needs its own only to connect, at the start. */
async function forgetOldSecrets(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(SECRETS)) continue;
    const folder = path.join(tmpdir(), name);
    const made = await stat(folder).catch(() => undefined);
    const ours = made?.uid === process.getuid?.();
    if (made && ours && Date.now() - made.mtimeMs > OLD_MS)
      await rm(folder, { recursive: true, force: true });
  }
}

/** libpq's variables rather than arguments: a database's name may look like a connection string. */
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
      // A list of a large database is long; nobody reads it.
      maxBuffer: 256 * 1024 ** 2,
    });
  } catch (error) {
    signal.throwIfAborted();
    const { stderr } = error as { stderr?: string };
    const said = stderr?.trim().split('\n').slice(0, 3).join(' ');
    throw new Error(said || `${path.basename(program)} ended without a word`);
  }
}
