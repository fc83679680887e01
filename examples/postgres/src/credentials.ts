import { randomBytes } from 'crypto';
import path from 'path';

import { readIfExists, writePrivately } from './files';

/** The initial logins of the demo servers. */
export const LOGINS = [
  'postgres',
  'pgstage',
  'backstage',
  'replicator',
] as const;

export type Login = (typeof LOGINS)[number];

/** Passwords by login. */
export type Credentials = Record<Login, string>;

/**
 * Reads the passwords of the data folder, or generates them on first use. They are
 * written before the first server is created, so that a crash leaves no server
 * with unknown passwords.
 */
export async function loadCredentials(dataDir: string): Promise<Credentials> {
  const file = path.join(dataDir, 'credentials.json');
  const text = await readIfExists(file);
  const existing: Partial<Credentials> = text ? JSON.parse(text) : {};
  const all = Object.fromEntries(
    LOGINS.map(login => [
      login,
      existing[login] ?? randomBytes(24).toString('base64url'),
    ]),
  ) as Credentials;
  if (LOGINS.some(login => !existing[login])) {
    await writePrivately(file, JSON.stringify(all, undefined, 2));
  }
  return all;
}
