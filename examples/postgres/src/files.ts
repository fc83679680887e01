import { readFile, rename, writeFile } from 'fs/promises';

import { chownTo, ServerUser } from './serverUser';

/** Returns the contents of a file, or undefined if it does not exist. */
export async function readIfExists(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Writes a file atomically that only its owner can read. */
export async function writePrivately(
  file: string,
  text: string,
  owner?: ServerUser,
): Promise<void> {
  const part = `${file}.part`;
  await writeFile(part, text, { mode: 0o600 });
  await chownTo(owner, part);
  await rename(part, file);
}
