import { randomBytes } from 'crypto';
import path from 'path';

import { readIfThere, writePrivately } from './files';

/** The logins that the demo's servers have from the start. */
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
 * The passwords of this data folder, made on first use. They are written before
 * the first server exists, so that no crash leaves a server nobody can enter.
 */
export async function loadCredentials(dataDir: string): Promise<Credentials> {
  const file = path.join(dataDir, 'credentials.json');
  const text = await readIfThere(file);
  const known: Partial<Credentials> = text ? JSON.parse(text) : {};
  const all = Object.fromEntries(
    LOGINS.map(login => [
      login,
      known[login] ?? randomBytes(24).toString('base64url'),
    ]),
  ) as Credentials;
  if (LOGINS.some(login => !known[login])) {
    await writePrivately(file, JSON.stringify(all, undefined, 2));
  }
  return all;
}
