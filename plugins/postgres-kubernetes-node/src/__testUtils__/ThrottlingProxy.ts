import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiServer } from '../testUtils/ApiServer';
import { ApiStatusError } from '../cluster/api/ApiStatusError';

/** An HTTP proxy in front of an API server that rejects requests as an overloaded or old one does. */
export class ThrottlingProxy {
  /** Times of each rejection, and of the request after the last. */
  readonly refusedAt: number[] = [];
  #answeredAt = 0;
  #left = 0;
  #retryAfter = 0;
  readonly #watches = new Set<ServerResponse>();
  readonly #server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://proxy');
    const isWatch = url.searchParams.has('watch');
    const isClusters = url.pathname.endsWith('/clusters');
    if (this.#left && isClusters) {
      this.#left -= 1;
      this.refusedAt.push(Date.now());
      response.writeHead(429, { 'Retry-After': `${this.#retryAfter}` });
      response.end();
      return;
    }
    if (isClusters) this.#answeredAt ||= Date.now();
    const stopped = new AbortController();
    response.on('close', () => {
      this.#watches.delete(response);
      stopped.abort();
    });
    try {
      const answer = await this.api.admin().open({
        path: `${url.pathname}${url.search}`,
        signal: stopped.signal,
      });
      if (isWatch) this.#watches.add(response);
      response.writeHead(answer.statusCode ?? 502);
      response.flushHeaders();
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    } catch (error) {
      response.writeHead(
        error instanceof ApiStatusError ? error.status.code : 502,
      );
      response.end();
    }
  });

  constructor(private readonly api: ApiServer) {}

  async start(): Promise<string> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next `times` reads of clusters get 429. */
  throttle(times: number, retryAfterSeconds: number): void {
    this.#left = times;
    this.#retryAfter = retryAfterSeconds;
  }

  /** Milliseconds from each rejection to the next request. */
  waits(): number[] {
    return this.refusedAt.map(
      (at, i) => (this.refusedAt[i + 1] ?? this.#answeredAt) - at,
    );
  }

  /** Ends every watch as an API server does whose history was compacted. */
  expireWatches(): void {
    this.#watches.forEach(watch =>
      watch.end(
        `${JSON.stringify({
          type: 'ERROR',
          object: { kind: 'Status', code: 410, reason: 'Expired' },
        })}\n`,
      ),
    );
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
