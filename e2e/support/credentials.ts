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

export interface StoredLogin {
  user: string;
  password: string;
}

/** Returns the stored login of a database; during an overlap, the new one, which is the last. */
export async function storedLogin(database: string): Promise<StoredLogin> {
  const found = (await lines())
    .filter(([, , name]) => name === database)
    .at(-1);
  if (!found) throw new Error(`No login is stored for ${database}`);
  const [, , , user, password] = found;
  return { user, password };
}

/** Returns all stored passwords. */
export const storedPasswords = async () => (await lines()).map(line => line[4]);
