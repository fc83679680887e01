import { execFile } from 'child_process';
import { createHash } from 'crypto';
import { existsSync } from 'fs';
import { chmod, cp, mkdir, realpath, rename, rm, stat } from 'fs/promises';
import path from 'path';
import { promisify } from 'util';

import type { Binaries } from './binaries';
import { withLock } from './lock';
import { ServerUser } from './serverUser';

const run = promisify(execFile);

/** Where root keeps what the servers' user cannot reach in root's own folders. */
const SHARED = '/var/lib/pgstage';

async function mayEnter(user: ServerUser, folder: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder);
  let enter = 0o001;
  if (uid === user.uid) {
    enter = 0o100;
  } else if (gid === user.gid) {
    enter = 0o010;
  }
  const parent = path.dirname(folder);
  return Boolean(mode & enter) && (parent === folder || mayEnter(user, parent));
}

/** Whether the servers' user may enter all folders above; they exist. */
async function isReachable(user: ServerUser | undefined, target: string) {
  return !user || mayEnter(user, await realpath(path.dirname(target)));
}

/** Open to everyone, whatever the umask; only root writes there. */
async function ensureShared(shared: string) {
  await mkdir(shared, { recursive: true });
  await chmod(shared, 0o755);
}

/** The folder itself, or the one that stands for it where the servers' user can reach it. */
export async function reachableFolder(
  user: ServerUser | undefined,
  folder: string,
  shared = SHARED,
): Promise<string> {
  await mkdir(path.dirname(folder), { recursive: true });
  if (await isReachable(user, folder)) {
    return folder;
  }
  await ensureShared(shared);
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return path.join(shared, `data-${id}`);
}

/** The programs themselves, or a copy of them that the servers' user can reach. */
export async function reachableBinaries(
  user: ServerUser | undefined,
  binaries: Binaries,
  shared = SHARED,
): Promise<Binaries> {
  if (await isReachable(user, binaries.postgres)) {
    return binaries;
  }
  const { native, version } = binaries;
  const copy = path.join(shared, `postgresql-${version}`);
  await ensureShared(shared);
  await withLock(
    shared,
    () => {},
    async () => {
      if (existsSync(copy)) {
        return;
      }
      const part = `${copy}.part`;
      await rm(part, { recursive: true, force: true });
      await cp(native, part, { recursive: true, verbatimSymlinks: true });
      await run('chmod', ['-R', 'a+rX', part]);
      await rename(part, copy);
    },
  );
  const moved = (file: string) => path.join(copy, path.relative(native, file));
  return {
    ...binaries,
    native: copy,
    postgres: moved(binaries.postgres),
    initdb: moved(binaries.initdb),
    libraries: moved(binaries.libraries),
  };
}
