import { promises as fs } from 'node:fs';
import { ConflictError } from '@backstage/errors';

/** Allowed growth of a backup relative to the expected size. */
const MARGIN = 1.2;

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** Unlike other conflicts, it does not resolve when a running backup ends. */
export class NoSpaceError extends ConflictError {}

/**
 * Checks that a directory on this machine has space for a backup. Does nothing
 * if the directory does not exist on this machine.
 *
 * @param expectedBytes - size of the last backup, or of the data
 * @throws NoSpaceError with the required and the free space
 */
export async function requireSpace(
  directory: string,
  expectedBytes: number,
): Promise<void> {
  const volume = await fs.statfs(directory).catch(() => undefined);
  if (!volume) return;
  const free = volume.bavail * volume.bsize;
  const needed = expectedBytes * MARGIN;
  if (free >= needed) return;
  throw new NoSpaceError(
    `A backup in ${directory} needs about ${gigabytes(
      needed,
    )}, but only ${gigabytes(
      free,
    )} are free. Ask the administrator for more disk space`,
  );
}
