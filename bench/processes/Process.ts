import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessMessage } from './reportToParent';

const root = join(__dirname, '../..');

/** A program of this folder in a process of its own, which ends with this one. */
export class Process {
  readonly #child: ChildProcess;
  /** What it told and nobody took yet: two messages may come at once. */
  readonly #told: ProcessMessage[] = [];
  #failure?: Error;

  constructor(program: string, args: string[], logFile: string) {
    // Its own, so that what it logs costs nothing here.
    const log = openSync(logFile, 'w');
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
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.#child.on('message', (told: ProcessMessage) => this.#told.push(told));
    this.#child.once('exit', code => {
      const last = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5);
      this.#failure = new Error(
        `${program} ended with ${code}: ${last.join('\n')}`,
      );
      this.#child.emit('error', this.#failure);
    });
    this.#child.on('error', () => {});
  }

  send(message: object): void {
    this.#child.send(message);
  }

  /** @throws Error where the process ends before. */
  async told<E extends ProcessMessage['event']>(
    event: E,
  ): Promise<Extract<ProcessMessage, { event: E }>> {
    for (;;) {
      const index = this.#told.findIndex(told => told.event === event);
      if (index >= 0) {
        const [told] = this.#told.splice(index, 1);
        return told as Extract<ProcessMessage, { event: E }>;
      }
      if (this.#failure) throw this.#failure;
      await once(this.#child, 'message');
    }
  }

  async memory(): Promise<NodeJS.MemoryUsage> {
    this.send({ command: 'memory' });
    return (await this.told('memory')).memory;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone.catch(() => {});
  }
}
