import { promises as fs } from 'node:fs';
import { ConflictError } from '@backstage/errors';

/** What a backup may be larger than what was measured before. */
const MARGIN = 1.2;

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/**
 * Checks that a folder on this machine has room for a backup. Does nothing
 * where the folder cannot be seen from here.
 *
 * @param expectedBytes - size of the last one, or of the data
 * @throws ConflictError that tells both sizes.
 */
export async function requireSpace(
  directory: string,
  expectedBytes: number,
): Promise<void> {
  const found = await fs.statfs(directory).catch(() => undefined);
  if (!found) return;
  const free = found.bavail * found.bsize;
  const needed = expectedBytes * MARGIN;
  if (free >= needed) return;
  throw new ConflictError(
    `A backup in ${directory} needs about ${gigabytes(needed)}, and ${gigabytes(
      free,
    )} are free. Ask the administrator for more space there`,
  );
}
