import { readdir, stat, unlink } from 'fs/promises';
import path from 'path';

import { readIfExists } from './files';

/** Protects the WAL of a backup that runs and has no manifest yet. */
const KEEP_MS = 60 * 60_000;
const INTERVAL_MS = 10 * 60_000;

const LSN = /^([0-9A-F]+)\/([0-9A-F]+)$/i;

/**
 * Removes archived WAL that is older than one hour and that no base backup needs:
 * its last byte is before the start of the oldest one. Without base backups, none
 * is needed.
 *
 * @param backupsDir - the backups, each in a folder with its `backup_manifest`,
 * which is empty if the backup has expired
 * @throws Error if a manifest cannot be read: then nothing is removed
 */
export async function pruneArchive(
  archiveDir: string,
  backupsDir: string,
  now = Date.now(),
): Promise<void> {
  const neededFrom = Math.min(...(await readStarts(backupsDir)));
  for (const name of await readdir(archiveDir)) {
    if (!/^[0-9A-F]{24}$/.test(name)) continue;
    const file = path.join(archiveDir, name);
    const { size, mtimeMs } = await stat(file);
    const end =
      parseInt(name.slice(8, 16), 16) * 2 ** 32 +
      (parseInt(name.slice(16), 16) + 1) * size;
    if (end <= neededFrom && now - mtimeMs > KEEP_MS) await unlink(file);
  }
}

/** Prunes the archive now and every ten minutes. Returns a function that ends it. */
export function keepArchivePruned(
  archiveDir: string,
  backupsDir: string,
  log: (line: string) => void,
): () => void {
  const prune = () =>
    pruneArchive(archiveDir, backupsDir).catch(error =>
      log(`Could not remove old archived WAL: ${error.message}`),
    );
  const timer = setInterval(prune, INTERVAL_MS).unref();
  prune();
  return () => clearInterval(timer);
}

/** Reads the positions in the WAL, in bytes, at which the backups start. */
async function readStarts(backupsDir: string): Promise<number[]> {
  const starts: number[] = [];
  for (const name of await readdir(backupsDir)) {
    if (name.endsWith('.json')) continue;
    const manifest = path.join(backupsDir, name, 'backup_manifest');
    const text = await readIfExists(manifest);
    if (!text) continue;
    const [range] = JSON.parse(text)['WAL-Ranges'];
    const [, high, low] = LSN.exec(range['Start-LSN'])!;
    starts.push(parseInt(high, 16) * 2 ** 32 + parseInt(low, 16));
  }
  return starts;
}
