import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';

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
  directory: string | undefined,
  serverVersionNumber: number,
): Promise<PgPrograms | { reason: Message }> {
  const at = (name: string) => (directory ? path.join(directory, name) : name);
  const programs = { pgDump: at('pg_dump'), pgRestore: at('pg_restore') };
  const needed = Math.floor(serverVersionNumber / 10_000);
  for (const [program, file] of [
    ['pg_dump', programs.pgDump],
    ['pg_restore', programs.pgRestore],
  ]) {
    const version = await majorOf(file);
    if (version === undefined)
      return { reason: missing(directory, { program, needed }) };
    if (version < needed)
      return { reason: tooOld(directory, { program, needed, version }) };
  }
  return programs;
}

function missing(
  directory: string | undefined,
  params: { program: string; needed: number },
): Message {
  return directory
    ? message('programMissing', { ...params, directory })
    : message('programMissingInPath', params);
}

function tooOld(
  directory: string | undefined,
  params: { program: string; needed: number; version: number },
): Message {
  return directory
    ? message('programTooOld', { ...params, directory })
    : message('programTooOldInPath', params);
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
