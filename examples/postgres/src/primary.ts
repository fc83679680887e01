import { execFile } from 'child_process';
import { existsSync } from 'fs';
import { mkdir, rename, rm } from 'fs/promises';
import path from 'path';
import { promisify } from 'util';

import { writePrivately } from './files';
import { chownTo, ServerUser } from './serverUser';

const run = promisify(execFile);

/**
 * Makes the primary's data directory if it is not there. It gets its name only
 * when it is complete: half of one is thrown away at the next start.
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
        // PostgreSQL's own locale: the same order of rows on every machine.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        // Megabytes instead of 16 of them: the archive gets one each half minute.
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
