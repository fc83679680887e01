import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestPostgres } from '../../examples/postgres/src';
import { HttpTarget } from '../load/HttpTarget';
import { Process } from '../processes/Process';
import { type BackendSettings, settingsOf } from '../processes/settings';
import type { ClusterLogin } from './BenchCluster';

/** A running backend with a signed-in user. */
export interface RunningBackend {
  process: Process;
  target: HttpTarget;
  /** Start of its features, in Unix milliseconds. */
  startedAt: number;
  stop(): Promise<void>;
}

/** Starts processes and their shared PostgreSQL for Backstage's own keys. */
export class BenchProcesses {
  readonly #open: Array<() => Promise<void>> = [];
  #count = 0;

  private constructor(
    private readonly folder: string,
    private readonly postgres: Awaited<ReturnType<typeof startTestPostgres>>,
    private readonly freePort: () => Promise<number>,
  ) {}

  static async open(freePort: () => Promise<number>): Promise<BenchProcesses> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstage-bench-'));
    return new BenchProcesses(folder, await startTestPostgres(), freePort);
  }

  /** Calls `close` at the end of the benchmark. */
  closeAtEnd(close: () => Promise<void>): void {
    this.#open.push(close);
  }

  async backend(
    settings: BackendSettings,
    login: ClusterLogin,
  ): Promise<RunningBackend> {
    this.#count += 1;
    const id = `${this.#count}-${settings.plugin}`;
    const port = await this.freePort();
    const { primary, roles } = this.postgres;
    const config = settingsOf(settings, {
      login,
      database: { host: primary.host, port: primary.port, ...roles.backstage },
      prefix: `bench_${this.#count}_`,
      port,
    });
    const file = join(this.folder, `${id}.json`);
    await writeFile(file, JSON.stringify(config), { mode: 0o600 });
    const process = this.#process('backend', ['--config', file], id);
    const { at } = await process.nextMessage('starting');
    await process.nextMessage('ready');
    const signedOut = new HttpTarget(`http://127.0.0.1:${port}`);
    const { backstageIdentity } = await signedOut.json<{
      backstageIdentity: { token: string };
    }>({ path: '/api/auth/bench/refresh' });
    signedOut.close();
    return {
      process,
      target: signedOut.as(backstageIdentity.token),
      startedAt: at,
      stop: () => process.stop(),
    };
  }

  /** Starts an Express server that returns `body`. */
  async bareExpress(
    body: string,
  ): Promise<Pick<RunningBackend, 'target' | 'stop'>> {
    const process = this.#process('bare', [], 'bare');
    process.send({ body });
    const { port } = await process.nextMessage('ready');
    return {
      target: new HttpTarget(`http://127.0.0.1:${port}`),
      stop: () => process.stop(),
    };
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#open.map(close => close()));
    await this.postgres.remove();
    await rm(this.folder, { recursive: true, force: true });
  }

  #process(program: string, args: string[], id: string): Process {
    const process = new Process(program, args, join(this.folder, `${id}.log`));
    this.closeAtEnd(() => process.stop());
    return process;
  }
}
