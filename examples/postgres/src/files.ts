import { readFile, rename, writeFile } from 'fs/promises';

import { chownTo, ServerUser } from './serverUser';

/** The text of a file, or `undefined` where there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Writes a file that only its owner can read, whole or not at all. */
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
