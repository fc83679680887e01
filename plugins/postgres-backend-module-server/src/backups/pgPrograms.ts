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
  /** Their major version. */
  version: number;
}

/**
 * Finds `pg_dump` and `pg_restore` in one of several directories, or in the PATH:
 * the programs with the lowest version that is not older than the server. Newer
 * ones are not the first choice, because older servers do not accept everything
 * that they send.
 *
 * @returns the programs, or the reason why none can be used: `pg_dump` fails for
 * a server of a newer major version
 */
export async function findPgPrograms(
  directory: string | string[] | undefined,
  serverVersionNumber: number,
): Promise<PgPrograms | { reason: Message }> {
  const needed = Math.floor(serverVersionNumber / 10_000);
  const found = await Promise.all(
    [directory].flat().map(each => programsIn(each, needed)),
  );
  const usable = found.flatMap(each => ('reason' in each ? [] : [each]));
  return usable.sort((a, b) => a.version - b.version)[0] ?? found[0];
}

/**
 * Returns why a program cannot restore into a server; undefined if it can. Since
 * version 17, pg_restore sets a parameter that older servers do not have.
 */
export function restoreObstacle(
  { version }: Pick<PgPrograms, 'version'>,
  serverVersionNumber: number,
): Message | undefined {
  const needed = Math.floor(serverVersionNumber / 10_000);
  return version >= 17 && needed < 17
    ? message('restoreProgramTooNew', { version, needed })
    : undefined;
}

async function programsIn(
  directory: string | undefined,
  needed: number,
): Promise<PgPrograms | { reason: Message }> {
  const at = (name: string) => (directory ? path.join(directory, name) : name);
  const programs = { pgDump: at('pg_dump'), pgRestore: at('pg_restore') };
  const versions: number[] = [];
  for (const [program, file] of [
    ['pg_dump', programs.pgDump],
    ['pg_restore', programs.pgRestore],
  ]) {
    const version = await majorOf(file);
    if (version === undefined)
      return { reason: missing(directory, { program, needed }) };
    if (version < needed)
      return { reason: tooOld(directory, { program, needed, version }) };
    versions.push(version);
  }
  return { ...programs, version: Math.max(...versions) };
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
