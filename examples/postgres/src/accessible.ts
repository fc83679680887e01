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

/** Folder for files that the user of the servers cannot access in folders of root. */
const SHARED = '/var/lib/pgstage';

async function maySearch(user: ServerUser, folder: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder);
  let permission = 0o001;
  if (uid === user.uid) {
    permission = 0o100;
  } else if (gid === user.gid) {
    permission = 0o010;
  }
  const parent = path.dirname(folder);
  return (
    Boolean(mode & permission) && (parent === folder || maySearch(user, parent))
  );
}

/** Returns whether the user of the servers has search permission on all parent folders, which exist. */
async function isAccessible(user: ServerUser | undefined, target: string) {
  return !user || maySearch(user, await realpath(path.dirname(target)));
}

/** Creates a folder that everyone can read, independent of the umask, and only root can write. */
async function ensureShared(shared: string) {
  await mkdir(shared, { recursive: true });
  await chmod(shared, 0o755);
}

/** Returns the folder, or a replacement in `shared` if the user of the servers cannot access it. */
export async function accessibleFolder(
  user: ServerUser | undefined,
  folder: string,
  shared = SHARED,
): Promise<string> {
  await mkdir(path.dirname(folder), { recursive: true });
  if (await isAccessible(user, folder)) {
    return folder;
  }
  await ensureShared(shared);
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return path.join(shared, `data-${id}`);
}

/** Returns the programs, or a copy in `shared` if the user of the servers cannot access them. */
export async function accessibleBinaries(
  user: ServerUser | undefined,
  binaries: Binaries,
  shared = SHARED,
): Promise<Binaries> {
  if (await isAccessible(user, binaries.postgres)) {
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
