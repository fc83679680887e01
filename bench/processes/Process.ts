import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessMessage } from './reportToParent';

const root = join(__dirname, '../..');

/** A program of this folder in a separate process, which ends with this one. */
export class Process {
  readonly #child: ChildProcess;
  /** Messages that were not read yet: two can arrive at the same time. */
  readonly #messages: ProcessMessage[] = [];
  #failure?: Error;

  constructor(program: string, args: string[], logFile: string) {
    // A separate file, so that its logging costs nothing here.
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
    this.#child.on('message', (message: ProcessMessage) =>
      this.#messages.push(message),
    );
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

  /** @throws Error if the process ends before. */
  async nextMessage<E extends ProcessMessage['event']>(
    event: E,
  ): Promise<Extract<ProcessMessage, { event: E }>> {
    for (;;) {
      const index = this.#messages.findIndex(
        message => message.event === event,
      );
      if (index >= 0) {
        const [message] = this.#messages.splice(index, 1);
        return message as Extract<ProcessMessage, { event: E }>;
      }
      if (this.#failure) throw this.#failure;
      await once(this.#child, 'message');
    }
  }

  async memory(): Promise<NodeJS.MemoryUsage> {
    this.send({ command: 'memory' });
    return (await this.nextMessage('memory')).memory;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone.catch(() => {});
  }
}
