import fs from 'node:fs/promises';
import path from 'node:path';
import { demo } from './demo';

/** The file from which libpq reads the passwords of the store. */
export const passwordFile = path.join(demo.credentials, 'pgpass');

const lines = async () =>
  (await fs.readFile(passwordFile, 'utf8'))
    .split('\n')
    .filter(Boolean)
    // Generated passwords contain no characters that a pgpass file escapes.
    .map(line => line.split(':'));

/** Returns the stored password of a database. */
export async function storedPassword(database: string): Promise<string> {
  const found = (await lines()).find(([, , name]) => name === database);
  if (!found) throw new Error(`No password is stored for ${database}`);
  return found[4];
}

/** Returns all stored passwords. */
export const storedPasswords = async () => (await lines()).map(line => line[4]);
