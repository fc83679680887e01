import { spawn } from 'child_process';
import { once } from 'events';
import { chmod, mkdtemp, rm } from 'fs/promises';
import { AddressInfo, createServer, Socket } from 'net';
import { tmpdir } from 'os';
import path from 'path';

import { startDemoPostgres } from './demoPostgres';
import { resetDemoPostgres } from './resetDemoPostgres';
import { DemoPostgres, DemoPostgresOptions } from './types';

/** Returns two different free ports. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports: number[] = [];
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ports.push((server.address() as AddressInfo).port);
  }
  servers.forEach(server => server.close());
  return [ports[0], ports[1]];
}

/**
 * Starts a process that stops the servers and removes their data when this process
 * ends, even if it is killed.
 */
function cleanUpAfterThisProcess(folder: string) {
  const script = `cat >/dev/null
    for file in "$0"/data/*/postmaster.pid; do read -r pid <"$file" && kill -QUIT "$pid"; done
    test -d "$0" && sleep 1 && rm -rf "$0"`;
  const guard = spawn('sh', ['-c', script, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  // The guard reads until this process ends, which closes the pipe.
  (guard.stdin as Socket).unref();
  return () => guard.stdin.end();
}

/**
 * Starts servers for a test, on free ports, in a temporary folder, and without
 * fsync. `remove` stops them and removes their data; so does the end of the test
 * process.
 *
 * @public
 */
export async function startTestPostgres(
  options: Partial<DemoPostgresOptions> = {},
): Promise<DemoPostgres & { remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pgstage-'));
  // If root runs the tests, PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  const [port, standbyPort] = await freePorts();
  const dataDir = path.join(folder, 'data');
  const release = cleanUpAfterThisProcess(folder);
  const remove = async () => {
    await resetDemoPostgres(dataDir);
    await rm(folder, { recursive: true });
    release();
  };
  try {
    const demo = await startDemoPostgres({
      dataDir,
      port,
      standbyPort,
      fsync: false,
      ...options,
    });
    return { ...demo, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
