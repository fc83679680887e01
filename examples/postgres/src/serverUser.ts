import { execFile } from 'child_process';
import { chown } from 'fs/promises';
import { promisify } from 'util';

const run = promisify(execFile);

/** The operating system's user that the servers run as. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

const NAME = 'postgres';

async function lookUp(): Promise<ServerUser> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag =>
      Number((await run('id', [flag, NAME])).stdout),
    ),
  );
  return { name: NAME, uid, gid };
}

/**
 * PostgreSQL refuses to run as root: root gets the user `postgres`, made if it
 * is not there. Anyone else runs the servers as themselves: `undefined`.
 */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  try {
    return await lookUp();
  } catch {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      NAME,
    ]);
    return await lookUp();
  }
}

/** Gives a file or folder to the servers' user. */
export async function chownTo(user: ServerUser | undefined, file: string) {
  if (user) {
    await chown(file, user.uid, user.gid);
  }
}
