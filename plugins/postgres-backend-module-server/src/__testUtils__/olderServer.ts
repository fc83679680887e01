import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient } from '@pgstage/example-postgres';
import type { Client } from 'pg';
import { eventually } from './observedServer';

const run = promisify(execFile);

/** PostgreSQL does not run as root; startTestPostgres creates this user. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag =>
      Number((await run('id', [flag, 'postgres'])).stdout),
    ),
  );
  return { uid, gid };
}

/** Copies the libraries of the programs to a folder that the other user can read. */
async function copyLibraries(
  binDirectory: string,
  folder: string,
): Promise<string> {
  const programs = ['initdb', 'postgres'].map(name =>
    path.join(binDirectory, name),
  );
  const { stdout } = await run('ldd', programs);
  const files = [...stdout.matchAll(/=> (\/\S+)/g)].map(([, file]) => file);
  for (const file of files.filter(name => !/^\/(usr\/)?lib/.test(name))) {
    await cp(file, path.join(folder, path.basename(file)), {
      dereference: true,
    });
  }
  return folder;
}

/**
 * Copies the programs in a folder to where the user that runs servers can read
 * them, and creates an empty folder for it.
 */
export async function copyPrograms(binDirectory: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'pgstage-older-'));
  await chmod(folder, 0o755);
  const user = await serverUser();
  await cp(path.dirname(binDirectory), path.join(folder, 'install'), {
    recursive: true,
  });
  const bin = path.join(folder, 'install', path.basename(binDirectory));
  const libraries = await copyLibraries(
    binDirectory,
    path.join(folder, 'install', 'libraries'),
  );
  const home = path.join(folder, 'home');
  await mkdir(home, { mode: 0o700 });
  if (user) await chown(home, user.uid, user.gid);
  return {
    bin,
    home,
    /** Options of a child process of that user. */
    options: {
      ...user,
      cwd: home,
      env: {
        PATH: `${bin}:${process.env.PATH}`,
        LC_ALL: 'C',
        LD_LIBRARY_PATH: libraries,
      },
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Starts a server with the programs in a folder. Its superuser `postgres` needs no password. */
export async function startOlderServer(binDirectory: string) {
  const { bin, home, options, remove } = await copyPrograms(binDirectory);
  const data = path.join(home, 'data');
  await run(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    options,
  );
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
  };
  const server = spawn(
    path.join(bin, 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([key, value]) => [
        '-c',
        `${key}=${value}`,
      ]),
    ],
    { ...options, stdio: 'ignore' },
  );
  const address = { host: '127.0.0.1', port };
  const admin = await eventually(
    () =>
      connectClient({
        ...address,
        user: 'postgres',
        database: 'postgres',
      }).catch(() => undefined),
    client => client !== undefined,
  );
  return {
    address,
    admin: admin as Client,
    stop: async () => {
      await admin?.end();
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      await remove();
    },
  };
}
