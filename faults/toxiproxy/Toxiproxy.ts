import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { eventually } from '../../examples/backend/src/__testUtils__/eventually';

/** A toxic of Toxiproxy, see its documentation. */
export interface Toxic {
  type: string;
  /** `downstream`: what the system answers. */
  stream: 'upstream' | 'downstream';
  attributes: Record<string, number>;
}

/** The program Toxiproxy, with one proxy for each link. */
export class Toxiproxy {
  readonly #child: ChildProcess;
  readonly #api: string;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#api = `http://127.0.0.1:${port}`;
  }

  /**
   * @param program - path of the server
   * @param seed - for what Toxiproxy itself chooses, such as the size of a slice
   */
  static async start(program: string, seed: number): Promise<Toxiproxy> {
    const port = await freePort();
    const child = spawn(
      program,
      ['-host', '127.0.0.1', '-port', String(port), '-seed', String(seed)],
      { stdio: 'ignore' },
    );
    const toxiproxy = new Toxiproxy(child, port);
    await eventually('Toxiproxy', () =>
      toxiproxy.#call('GET', '/version').catch(() => undefined),
    );
    return toxiproxy;
  }

  /** Returns a proxy to a port of this machine. */
  async proxy(name: string, upstreamPort: number): Promise<Proxy> {
    const port = await freePort();
    await this.#call('POST', '/proxies', {
      name,
      listen: `127.0.0.1:${port}`,
      upstream: `127.0.0.1:${upstreamPort}`,
      enabled: true,
    });
    const toxics = `/proxies/${name}/toxics`;
    return {
      port,
      break: async toxic => {
        for (const [index, one] of toxic.entries())
          await this.#call('POST', toxics, { name: `${index}`, ...one });
      },
      heal: async () => {
        const set = (await this.#call('GET', toxics)) as { name: string }[];
        for (const { name: toxic } of set)
          await this.#call('DELETE', `${toxics}/${toxic}`);
      },
    };
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#api}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Toxiproxy ${path}: ${text}`);
    return text && path !== '/version' ? JSON.parse(text) : text;
  }
}

/** A link that can be broken. */
export interface Proxy {
  port: number;
  /** Applies to open connections, too. */
  break(toxics: Toxic[]): Promise<void>;
  heal(): Promise<void>;
}
