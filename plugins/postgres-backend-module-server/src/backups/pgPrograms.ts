import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The client programs that write and read a dump. */
export interface PgPrograms {
  pgDump: string;
  pgRestore: string;
}

/**
 * Finds `pg_dump` and `pg_restore` in a directory or in the PATH.
 *
 * @returns the programs, or the reason why they cannot be used: `pg_dump` fails
 * for a server of a newer major version
 */
export async function findPgPrograms(
  binDirectory: string | undefined,
  serverVersionNumber: number,
): Promise<PgPrograms | { reason: string }> {
  const at = (name: string) =>
    binDirectory ? path.join(binDirectory, name) : name;
  const where = binDirectory ?? 'the PATH of Backstage';
  const programs = { pgDump: at('pg_dump'), pgRestore: at('pg_restore') };
  const needed = Math.floor(serverVersionNumber / 10_000);
  for (const [name, program] of [
    ['pg_dump', programs.pgDump],
    ['pg_restore', programs.pgRestore],
  ]) {
    const major = await majorOf(program);
    if (major === undefined) {
      return {
        reason: `No working ${name} was found in ${where}. The server requires version ${needed} or newer.`,
      };
    }
    if (major < needed) {
      return {
        reason: `${name} in ${where} has version ${major}; the server requires ${needed} or newer.`,
      };
    }
  }
  return programs;
}

async function majorOf(program: string): Promise<number | undefined> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 10_000 });
    const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
    return major || undefined;
  } catch {
    return undefined;
  }
}
