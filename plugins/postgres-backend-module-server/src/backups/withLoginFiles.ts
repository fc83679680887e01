import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';

/** Prefix of the temporary folders with the password file of a program. */
const SECRETS = 'pgstage-dump-';
const OLD_MS = 10 * 60_000;

/**
 * Calls `work` with the environment variables with which a client program of
 * PostgreSQL logs in. Variables, because the programs parse a database name as a
 * connection string; the password is in a file, never an argument. The folder of
 * the files is removed afterwards; `work` can add others.
 */
export async function withLoginFiles<T>(
  login: PostgresLogin,
  now: Date,
  work: (env: Record<string, string>, folder: string) => Promise<T>,
): Promise<T> {
  await removeOldSecrets(now);
  const folder = await mkdtemp(path.join(tmpdir(), SECRETS));
  try {
    return await work(await connectionEnvironment(login, folder), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the folders of killed processes. A program reads its folder only when it connects, at the start. */
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
