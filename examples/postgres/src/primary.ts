import { execFile } from 'child_process';
import { existsSync } from 'fs';
import { mkdir, rename, rm } from 'fs/promises';
import path from 'path';
import { promisify } from 'util';

import { writePrivately } from './files';
import { chownTo, ServerUser } from './serverUser';

const run = promisify(execFile);

/**
 * Creates the data directory of the primary if it does not exist. It is renamed
 * when it is complete; an incomplete one is removed at the next start.
 */
export async function initPrimary(options: {
  directory: string;
  initdb: string;
  password: string;
  fsync: boolean;
  user?: ServerUser;
}): Promise<void> {
  const { directory, initdb, password, fsync, user } = options;
  if (existsSync(directory)) {
    return;
  }
  const unfinished = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await chownTo(user, unfinished);
  await writePrivately(passwordFile, password, user);
  try {
    await run(
      initdb,
      [
        `--pgdata=${unfinished}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The builtin locale provider sorts the same on every machine.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        // 1 MB instead of 16 MB, because a segment is archived every 30 seconds.
        '--wal-segsize=1',
        '--no-instructions',
        ...(fsync ? [] : ['--no-sync']),
      ],
      {
        cwd: path.dirname(directory),
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
        ...(user && { uid: user.uid, gid: user.gid }),
      },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, directory);
}
