import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { eventually } from '../../examples/backend/src/__testUtils__/eventually';

/** The team of Ada, which owns the entities of all databases. */
const TEAM = 'group:default/team-orders';

const root = join(__dirname, '../..');

/** The backend in a separate process, which ends with this one. */
export class BackendProcess {
  readonly #child: ChildProcess;

  private constructor(
    child: ChildProcess,
    readonly port: number,
    private readonly logFile: string,
  ) {
    this.#child = child;
  }

  /** Starts a backend; its configuration and its log are files in `folder`. */
  static async start(
    folder: string,
    port: number,
    config: JsonObject,
  ): Promise<BackendProcess> {
    const configFile = join(folder, `backend-${port}.json`);
    const logFile = join(folder, `backend-${port}.log`);
    await writeFile(configFile, JSON.stringify(config), { mode: 0o600 });
    const log = openSync(logFile, 'w');
    const child = spawn(
      process.execPath,
      [
        '--require',
        join(root, 'scripts/lib/die-with-parent.cjs'),
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(root, 'faults/processes/backend.ts'),
        '--config',
        configFile,
      ],
      {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'development' },
        stdio: ['ignore', log, log],
      },
    );
    closeSync(log);
    return new BackendProcess(child, port, logFile);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/api`;
  }

  /** What the backend has logged. */
  get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Returns a token of Ada of the demo. */
  async signIn(): Promise<string> {
    return eventually('the sign-in', async () => {
      if (this.#hasEnded)
        throw new Error(`The backend ended: ${this.log.slice(-5_000)}`);
      const response = await fetch(`${this.url}/auth/guest/refresh`).catch(
        () => undefined,
      );
      if (!response?.ok) return undefined;
      const { token, identity } = (await response.json()).backstageIdentity;
      // The catalog reads users before it knows their groups.
      return identity.ownershipEntityRefs.includes(TEAM)
        ? (token as string)
        : undefined;
    });
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}
