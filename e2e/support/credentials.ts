import fs from 'node:fs/promises';
import path from 'node:path';
import { demo } from './demo';

/** Where libpq finds the passwords that the store keeps. */
export const passwordFile = path.join(demo.credentials, 'pgpass');

const lines = async () =>
  (await fs.readFile(passwordFile, 'utf8'))
    .split('\n')
    .filter(Boolean)
    // Generated passwords hold nothing that a pgpass file escapes.
    .map(line => line.split(':'));

/** The password that the store keeps for a database. */
export async function storedPassword(database: string): Promise<string> {
  const found = (await lines()).find(([, , name]) => name === database);
  if (!found) throw new Error(`No password is stored for ${database}`);
  return found[4];
}

/** Every password that the store keeps. */
export const storedPasswords = async () => (await lines()).map(line => line[4]);
