import { spawn } from 'child_process';
import { once } from 'events';
import { existsSync } from 'fs';
import { open, readFile, rm, writeFile } from 'fs/promises';
import path from 'path';

import { readIfThere, writePrivately } from './files';
import { assertPortFree } from './ports';
import { servesDirectory } from './processes';
import { ServerUser } from './serverUser';
import { waitUntil } from './waiting';

const LOG_LIMIT_BYTES = 5_000_000;

/** The process that serves the directory now, whoever started it, and its status as postmaster.pid words it. */
async function findServer(
  directory: string,
): Promise<{ pid: number; status: string } | undefined> {
  const text = await readIfThere(path.join(directory, 'postmaster.pid'));
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return pid > 0 && (await servesDirectory(pid, directory))
    ? { pid, status: lines[7]?.trim() ?? '' }
    : undefined;
}

/**
 * Ends sessions and stops the server on this directory, if one runs. Patience
 * ends in a crash stop, which loses nothing that was committed.
 */
export async function stopServer(directory: string): Promise<void> {
  const pid = (await findServer(directory))?.pid;
  if (pid === undefined) {
    return;
  }
  const gone = async () => (await findServer(directory))?.pid !== pid;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended between the question and the signal.
    }
    if (await waitUntil(gone, { seconds: 10 })) {
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
      /** The text of its postgresql.conf. */
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
   * Starts the server, or goes on with the one that runs with the same
   * settings. One with other settings is restarted if `mayRestart`.
   */
  async start(mayRestart: boolean): Promise<void> {
    const { name, directory, port, config, log } = this.options;
    const begin = performance.now();
    const configFile = path.join(directory, 'postgresql.conf');
    const running = await findServer(this.directory);
    if (running) {
      const same = (await readIfThere(configFile)) === config;
      if (same && running.status !== 'stopping') {
        await this.#untilReady(running.pid);
        log(`PostgreSQL ${name} already runs on port ${port}`);
        return;
      }
      if (!mayRestart) {
        throw new Error(
          `The ${name} in ${directory} runs for another process, with other settings. Stop that process, or ask for the same settings.`,
        );
      }
      await this.stop();
    }
    await assertPortFree(port);
    await writePrivately(configFile, config, this.options.user);
    await this.#launch();
    await rm(this.#stopped, { force: true });
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    log(`PostgreSQL ${name} started on port ${port} (${seconds} s)`);
  }

  /** Whether it is down though nobody stopped it. */
  async hasDied(): Promise<boolean> {
    return (
      existsSync(this.directory) &&
      !existsSync(this.#stopped) &&
      !(await this.pid())
    );
  }

  /** Is there while the server is down on purpose, whichever process stopped it. */
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
    let alive = true;
    const settled = async () => {
      const running = await findServer(this.directory);
      alive = running?.pid === pid;
      return !alive || running?.status === 'ready';
    };
    // Recovery after a crash can take long, and is not a failure.
    if (!(await waitUntil(settled, { seconds: 300 })) || !alive) {
      throw new Error(
        `PostgreSQL ${this.options.name} (process ${pid}) did not become ready.`,
      );
    }
  }

  async #launch(): Promise<void> {
    const { name, directory, binary, user } = this.options;
    // Nobody serves the directory (see start), so the file is a leftover. It
    // would keep PostgreSQL from starting where its process id lives on as a
    // zombie or as somebody else. Against backends that outlive a killed
    // postmaster PostgreSQL has a second guard, the shared memory's key.
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
          // A session of its own: Ctrl-C in the terminal must not reach it
          // before the ordered stop does.
          detached: true,
          stdio: ['ignore', output.fd, output.fd],
          env: { PATH: process.env.PATH, LC_ALL: 'C' },
          ...(user && { uid: user.uid, gid: user.gid }),
        });
        child.unref();
        await once(child, 'spawn');
        const ended = () =>
          child.exitCode !== null || child.signalCode !== null;
        const ready = async () =>
          (await findServer(this.directory))?.status === 'ready';
        await waitUntil(async () => ended() || (await ready()), {
          seconds: 300,
        });
        if (ended()) {
          return 'ended';
        }
        return (await ready()) ? 'ready' : 'late';
      } finally {
        await output.close();
      }
    };
    const said = async () =>
      (await readFile(logFile)).subarray(logStart).toString('utf8').trim();

    let outcome = 'ended';
    const settled = async () => {
      outcome = await attempt();
      // Backends of a killed postmaster take a moment to notice and leave.
      return outcome !== 'ended' || !/is still in use/.test(await said());
    };
    await waitUntil(settled, { seconds: 15, everyMs: 200 });
    if (outcome !== 'ready') {
      const lines = (await said()).split('\n').slice(-8).join('\n');
      throw new Error(
        `PostgreSQL ${name} did not start. Its log ${logFile} says:\n${lines}`,
      );
    }
  }
}
