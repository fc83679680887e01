import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Told } from './tell';

const root = join(__dirname, '../..');

/** A program of this folder in a process of its own, which ends with this one. */
export class Process {
  readonly #child: ChildProcess;
  #failure?: Error;

  constructor(program: string, args: string[], logFile: string) {
    this.#child = fork(join(__dirname, `${program}.ts`), args, {
      cwd: root,
      execArgv: [
        '--expose-gc',
        '--require',
        join(root, 'scripts/lib/die-with-parent.cjs'),
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const log = createWriteStream(logFile);
    this.#child.stdout?.pipe(log, { end: false });
    this.#child.stderr?.pipe(log, { end: false });
    this.#child.once('exit', code => {
      this.#failure = new Error(
        `${program} ended with ${code}, see ${logFile}`,
      );
      this.#child.emit('error', this.#failure);
    });
    this.#child.on('error', () => {});
  }

  send(message: object): void {
    this.#child.send(message);
  }

  /** @throws Error where the process ends before. */
  async told<E extends Told['event']>(
    event: E,
  ): Promise<Extract<Told, { event: E }>> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      const [told] = (await once(this.#child, 'message')) as [Told];
      if (told.event === event) return told as Extract<Told, { event: E }>;
    }
  }

  async memory(): Promise<NodeJS.MemoryUsage> {
    const answer = this.told('memory');
    this.send({ command: 'memory' });
    return (await answer).memory;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone.catch(() => {});
  }
}
