import { execFile } from 'child_process';
import { chown, stat } from 'fs/promises';
import path from 'path';
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
export async function giveTo(user: ServerUser | undefined, file: string) {
  if (user) {
    await chown(file, user.uid, user.gid);
  }
}

/**
 * Fails with the folder that keeps the servers' user out, where PostgreSQL
 * itself would only say "Permission denied".
 */
export async function assertReachable(
  user: ServerUser | undefined,
  target: string,
): Promise<void> {
  const parent = path.dirname(target);
  if (!user || parent === target) {
    return;
  }
  await assertReachable(user, parent);
  const { uid, gid, mode } = await stat(parent);
  let enter = 0o001;
  if (uid === user.uid) {
    enter = 0o100;
  } else if (gid === user.gid) {
    enter = 0o010;
  }
  if (!(mode & enter)) {
    const octal = (mode & 0o777).toString(8).padStart(4, '0');
    throw new Error(
      `PostgreSQL refuses to run as root, so it runs as the user "${user.name}", who may not enter ${parent} (mode ${octal}) and so cannot reach ${target}. Move to a folder that everyone may enter, such as /opt, or start as an ordinary user.`,
    );
  }
}
