import { execFile } from 'child_process';
import { chown } from 'fs/promises';
import { promisify } from 'util';

const run = promisify(execFile);

/** The user of the operating system that runs the servers. */
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
 * Returns the user that runs the servers. PostgreSQL does not run as root: for
 * root it is `postgres`, which is created if it does not exist. Undefined for any
 * other user, who runs the servers directly.
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

/** Makes the user of the servers the owner of a file or folder. */
export async function chownTo(user: ServerUser | undefined, file: string) {
  if (user) {
    await chown(file, user.uid, user.gid);
  }
}
