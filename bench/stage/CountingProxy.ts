import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { forward } from '../../plugins/postgres-kubernetes-node/src/testUtils/forward';

/** Watches are renewed, and missing kinds are looked up again, on a schedule. */
function isByTheClock(url = '/'): boolean {
  const { pathname, searchParams } = new URL(url, 'http://proxy');
  const isDiscovery = /^\/(api|apis\/[^/]+)\/[^/]+$/.test(pathname);
  return searchParams.has('watch') || isDiscovery;
}

function isToInstance(url = '/'): boolean {
  return /\/pods\/[^/]+\/proxy\//.test(url);
}

/** An HTTP proxy in front of an API server that counts requests. */
export class CountingProxy {
  /** Number of requests so far, without those on a schedule. */
  requests = 0;
  /** Requests to instances, including those on a schedule. */
  toInstances = 0;
  readonly #agent = new https.Agent({ keepAlive: true });
  readonly #server = http.createServer((request, response) => {
    if (isToInstance(request.url)) this.toInstances += 1;
    else if (!isByTheClock(request.url)) this.requests += 1;
    forward(this.target, request, response, this.#agent);
  });

  constructor(private readonly target: { url: string; caData?: string }) {}

  async start(): Promise<string> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }
}
