import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { timeOf } from './timeId';

/** Id of the method that dumps one database. */
export const DUMP_METHOD = 'logical';

/** A running dump writes to its file continuously; an older unfinished file is from a crash. */
const STALE_MS = 10 * 60_000;

/**
 * Returns a dump as its files show it; undefined if there are none.
 *
 * @param base - path of the dump without suffix
 * @param names - the files of its folder
 */
export async function readDump(
  base: string,
  names: string[],
  /** Whether this process takes the dump, and the current time. */
  { isRunning, now }: { isRunning: boolean; now: Date },
): Promise<Backup | undefined> {
  const has = (suffix: string) =>
    names.includes(`${path.basename(base)}${suffix}`);
  const common = describeDump(base);
  if (has('.dump')) {
    const { size, mtime } = await stat(`${base}.dump`);
    const at = mtime.toISOString();
    return {
      ...common,
      status: 'finished',
      finishedAt: at,
      sizeBytes: size,
      verified: { at, ok: true },
    };
  }
  if (has('.failed')) {
    const { mtime } = await stat(`${base}.failed`);
    const error = await readFile(`${base}.failed`, 'utf8');
    return {
      ...common,
      status: 'failed',
      finishedAt: mtime.toISOString(),
      error,
    };
  }
  const part = await stat(`${base}.dump.part`).catch(ignoreMissing(undefined));
  if (!part) return isRunning ? { ...common, status: 'running' } : undefined;
  const age = now.getTime() - part.mtimeMs;
  return age > STALE_MS && !isRunning
    ? {
        ...common,
        status: 'failed',
        finishedAt: part.mtime.toISOString(),
        error: 'Backstage stopped before the dump had finished.',
      }
    : { ...common, status: 'running', sizeBytes: part.size };
}

/** Returns what the path of a dump, without suffix, says about it. */
export function describeDump(
  base: string,
): Pick<Backup, 'id' | 'method' | 'scope' | 'startedAt' | 'location'> {
  const id = path.basename(base);
  const startedAt = (timeOf(id) ?? new Date(0)).toISOString();
  return {
    id,
    method: DUMP_METHOD,
    scope: 'database',
    startedAt,
    location: `${base}.dump`,
  };
}

/** Returns a handler of file errors that replaces a missing file by a value. */
export function ignoreMissing<T>(value: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
