import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Dumps } from './Dumps';
import { timeId } from './timeId';

/** Adds a dump that could not start to the list of dumps of a database, with its error. */
export async function recordFailedDump(
  dumps: Pick<Dumps, 'folder'>,
  database: string,
  error: Error,
  now: Date,
): Promise<void> {
  const folder = dumps.folder(database);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path.join(folder, `${timeId(now)}.failed`), error.message, {
    mode: 0o600,
  });
}
