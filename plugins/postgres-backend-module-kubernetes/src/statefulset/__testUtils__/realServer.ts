import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { freePort } from '@pgstage/backstage-plugin-postgres-node/testUtils';

const run = promisify(execFile);

/** PostgreSQL does not run as root. */
async function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) =>
    Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

/** Where a server listens, and which one it is a standby of. */
interface RealServerOptions {
  address?: string;
  port?: number;
  /** Address of the primary, which has the same port. */
  primary?: string;
}

/** Starts a server with the programs in a folder, which can be stopped and has a superuser `postgres`. */
export async function startRealServer(
  programs: string,
  { address = '127.0.0.1', port: given, primary }: RealServerOptions = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'pgstage-server-'));
  await chmod(folder, 0o755);
  const user = await serverUser();
  // The other user may not be able to read the folder of the programs.
  const install = join(folder, 'install');
  await cp(dirname(programs), install, { recursive: true });
  const bin = join(install, basename(programs));
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (user.uid) await chown(data, user.uid, user.gid);
  const { stdout } = await run(
    'ldd',
    ['initdb', 'postgres', 'pg_basebackup'].map(name => join(programs, name)),
  );
  const libraries = join(install, 'libraries');
  for (const [, file] of stdout.matchAll(/=> (\/\S+)/g))
    if (!/^\/(usr\/)?lib/.test(file))
      await cp(file, join(libraries, basename(file)), { dereference: true });
  const options = {
    ...user,
    cwd: data,
    env: { PATH: process.env.PATH, LC_ALL: 'C', LD_LIBRARY_PATH: libraries },
  };
  const port = given ?? (await freePort());
  const [program, args] = primary
    ? ['pg_basebackup', ['-h', primary, '-p', `${port}`, '-R', '-c', 'fast']]
    : ['initdb', ['-A', 'trust', '-E', 'UTF8']];
  const create = ['-D', data, '-U', 'postgres', '--no-sync', ...args];
  await run(join(bin, program), create, options);
  const settings = [
    `port=${port}`,
    `listen_addresses=${address}`,
    'unix_socket_directories=',
    'fsync=off',
  ];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap(each => ['-c', each])],
    { ...options, stdio: 'ignore' },
  );
  const env = { PGHOST: address, PGPORT: `${port}` };
  /** Runs SQL, by default as the superuser. Returns its unaligned output. */
  const sql = async (
    text: string,
    PGDATABASE = 'postgres',
    PGUSER = 'postgres',
  ) => {
    const { stdout: output } = await run(
      join(programs, 'psql'),
      ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', text],
      { env: { ...env, PGDATABASE, PGUSER } },
    );
    return output.trim();
  };
  await waitFor(async () => expect(await sql('SELECT 1')).toBe('1'), 60_000);
  return {
    env,
    sql,
    stop: async () => {
      if (server.exitCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
