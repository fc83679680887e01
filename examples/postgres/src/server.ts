import { spawn } from 'child_process';
import { once } from 'events';
import { existsSync } from 'fs';
import { open, readFile, rm, writeFile } from 'fs/promises';
import path from 'path';

import { readIfExists, writePrivately } from './files';
import { assertPortFree } from './ports';
import { servesDirectory } from './processes';
import { ServerUser } from './serverUser';
import { waitUntil } from './waiting';

const LOG_LIMIT_BYTES = 5_000_000;

/** Returns the server process of the data directory, with its status in postmaster.pid. */
async function findServer(
  directory: string,
): Promise<{ pid: number; status: string } | undefined> {
  const text = await readIfExists(path.join(directory, 'postmaster.pid'));
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return pid > 0 && (await servesDirectory(pid, directory))
    ? { pid, status: lines[7]?.trim() ?? '' }
    : undefined;
}

/**
 * Stops the server on this data directory with a fast shutdown. If that takes too
 * long, uses an immediate shutdown, which loses no committed data.
 */
export async function stopServer(directory: string): Promise<void> {
  const pid = (await findServer(directory))?.pid;
  if (pid === undefined) {
    return;
  }
  const hasEnded = async () => (await findServer(directory))?.pid !== pid;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended before the signal.
    }
    if (await waitUntil(hasEnded, { seconds: 10 })) {
      return;
    }
  }
  throw new Error(
    `PostgreSQL in ${directory} (process ${pid}) cannot be stopped.`,
  );
}

/** One PostgreSQL server process on one data directory. */
export class Server {
  constructor(
    private readonly options: {
      name: 'primary' | 'standby';
      directory: string;
      port: number;
      /** Contents of its postgresql.conf. */
      config: string;
      binary: string;
      user?: ServerUser;
      log: (line: string) => void;
    },
  ) {}

  get directory(): string {
    return this.options.directory;
  }

  get port(): number {
    return this.options.port;
  }

  async pid(): Promise<number | undefined> {
    return (await findServer(this.directory))?.pid;
  }

  /**
   * Starts the server, or uses a running one with the same settings. One with other
   * settings is restarted if `mayRestart`.
   */
  async start(mayRestart: boolean): Promise<void> {
    const { name, directory, port, config, log } = this.options;
    const startedAt = performance.now();
    const configFile = path.join(directory, 'postgresql.conf');
    const running = await findServer(this.directory);
    if (running) {
      const isSame = (await readIfExists(configFile)) === config;
      if (isSame && running.status !== 'stopping') {
        await this.#untilReady(running.pid);
        log(`PostgreSQL ${name} already runs on port ${port}`);
        return;
      }
      if (!mayRestart) {
        throw new Error(
          `Another process started the ${name} in ${directory} with other settings. Stop that process, or use the same settings.`,
        );
      }
      await this.stop();
    }
    await assertPortFree(port);
    await writePrivately(configFile, config, this.options.user);
    await this.#launch();
    await rm(this.#stopped, { force: true });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    log(`PostgreSQL ${name} started on port ${port} (${seconds} s)`);
  }

  /** Returns whether the server is down without having been stopped. */
  async hasCrashed(): Promise<boolean> {
    return (
      existsSync(this.directory) &&
      !existsSync(this.#stopped) &&
      !(await this.pid())
    );
  }

  /** Path of a file that exists while the server is stopped, regardless of the process that stopped it. */
  get #stopped(): string {
    return `${this.directory}.stopped`;
  }

  async stop(): Promise<void> {
    await writeFile(this.#stopped, '');
    if (await this.pid()) {
      await stopServer(this.directory);
      this.options.log(`PostgreSQL ${this.options.name} stopped`);
    }
  }

  async #untilReady(pid: number): Promise<void> {
    let isRunning = true;
    const isSettled = async () => {
      const server = await findServer(this.directory);
      isRunning = server?.pid === pid;
      return !isRunning || server?.status === 'ready';
    };
    // Long, because of the recovery after a crash.
    if (!(await waitUntil(isSettled, { seconds: 300 })) || !isRunning) {
      throw new Error(
        `PostgreSQL ${this.options.name} (process ${pid}) did not become ready.`,
      );
    }
  }

  async #launch(): Promise<void> {
    const { name, directory, binary, user } = this.options;
    // No server runs on the directory (see start), so the file is stale. It would
    // prevent the start if its process id belongs to a zombie or another process.
    // Remaining backends of a killed postmaster are detected by the key of the
    // shared memory.
    await rm(path.join(directory, 'postmaster.pid'), { force: true });
    const logFile = `${directory}.log`;
    let logStart = 0;
    const attempt = async () => {
      const output = await open(logFile, 'a', 0o600);
      try {
        if ((await output.stat()).size > LOG_LIMIT_BYTES) {
          await output.truncate();
        }
        logStart = (await output.stat()).size;
        const child = spawn(binary, ['-D', directory], {
          cwd: directory,
          // A separate session, so that Ctrl-C in the terminal does not signal it
          // before the regular stop.
          detached: true,
          stdio: ['ignore', output.fd, output.fd],
          env: { PATH: process.env.PATH, LC_ALL: 'C' },
          ...(user && { uid: user.uid, gid: user.gid }),
        });
        child.unref();
        await once(child, 'spawn');
        const hasEnded = () =>
          child.exitCode !== null || child.signalCode !== null;
        const isReady = async () =>
          (await findServer(this.directory))?.status === 'ready';
        await waitUntil(async () => hasEnded() || (await isReady()), {
          seconds: 300,
        });
        if (hasEnded()) {
          return 'ended';
        }
        return (await isReady()) ? 'ready' : 'timeout';
      } finally {
        await output.close();
      }
    };
    const readLog = async () =>
      (await readFile(logFile)).subarray(logStart).toString('utf8').trim();

    let outcome = 'ended';
    const isSettled = async () => {
      outcome = await attempt();
      // Backends of a killed postmaster end with a delay.
      return outcome !== 'ended' || !/is still in use/.test(await readLog());
    };
    await waitUntil(isSettled, { seconds: 15, everyMs: 200 });
    if (outcome !== 'ready') {
      const lines = (await readLog()).split('\n').slice(-8).join('\n');
      throw new Error(
        `PostgreSQL ${name} did not start. The end of its log ${logFile}:\n${lines}`,
      );
    }
  }
}
