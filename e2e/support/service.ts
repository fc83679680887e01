import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { demo } from './demo';

/**
 * A service created by the template, used as in its README. `npm install` is
 * omitted: the folder is in this repository, which has the same dependency.
 */
export class GeneratedService {
  readonly folder: string;
  #process?: ChildProcess;

  constructor(name: string) {
    this.folder = path.join(demo.dataDir, 'services', name);
  }

  async saveEnvironment(text: string): Promise<void> {
    await fs.writeFile(path.join(this.folder, '.env'), `${text}\n`);
  }

  /** Runs `npm start`. Returns the address. @throws Error with its output, if it ends. */
  async start(): Promise<string> {
    const child = spawn('npm', ['start'], {
      cwd: this.folder,
      env: this.#environment,
      detached: true,
    });
    this.#process = child;
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => lines.push(line));
    }
    const port = new Promise<string>(resolve => {
      createInterface({ input: child.stdout }).on('line', line => {
        const [, found] = /^Listening on port (\d+)$/.exec(line) ?? [];
        if (found) resolve(found);
      });
    });
    const ended = once(child, 'close').then(() => {
      throw new Error(`It ended: ${lines.join('\n')}`);
    });
    ended.catch(() => {});
    return `http://127.0.0.1:${await Promise.race([port, ended])}`;
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    // npm together with the service that it started.
    process.kill(-child.pid!, 'SIGTERM');
    await closed;
  }

  /** Runs `npm test`. @throws Error with its output, if a test fails. */
  async test(): Promise<void> {
    await this.#run('npm', ['test']);
  }

  /** Runs one statement with the pool of the service, and only with its environment. */
  async query(sql: string): Promise<string> {
    const program = `import { createPool } from './src/pool.js';
const pool = await createPool({ max: 1 });
const { rows } = await pool.query(process.argv[1]);
console.log(JSON.stringify(rows));
await pool.end();`;
    return this.#run('node', ['--input-type=module', '-e', program, sql]);
  }

  async #run(command: string, args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd: this.folder,
      env: this.#environment,
    });
    return stdout.trim();
  }

  /** The environment of a terminal, without a database of the tests. */
  get #environment(): NodeJS.ProcessEnv {
    const others = Object.entries(process.env).filter(
      ([name]) => !name.startsWith('PG') || name.startsWith('PGSTAGE'),
    );
    return { ...Object.fromEntries(others), PORT: '0' };
  }
}
