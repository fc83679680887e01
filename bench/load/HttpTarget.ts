import http from 'node:http';

/** Timeout of a request; a request that takes longer counts with this time. */
export const TIMEOUT_MS = 30_000;

/** A request to one server, over connections that stay open. */
export interface BenchRequest {
  method?: 'GET' | 'POST';
  path: string;
  body?: object;
  timeoutMs?: number;
}

/** A response with status 2xx. */
export interface BenchResponse {
  text: string;
  /** From sending to the last byte of the response. */
  ms: number;
}

/** One server, as seen by a signed-in browser. */
export class HttpTarget {
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(readonly url: string, private readonly token?: string) {}

  /** @throws Error if the status is not 2xx or the request exceeds its timeout. */
  send(request: BenchRequest): Promise<BenchResponse> {
    return this.#send(request, performance.now());
  }

  #send(request: BenchRequest, begin: number): Promise<BenchResponse> {
    const { method = 'GET', path, body, timeoutMs } = request;
    const content = body && JSON.stringify(body);
    return new Promise((done, fail) => {
      const outgoing = http.request(
        `${this.url}${path}`,
        {
          method,
          agent: this.#agent,
          signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
          headers: {
            ...(this.token && { authorization: `Bearer ${this.token}` }),
            ...(content && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(content),
            }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () => {
            const ms = performance.now() - begin;
            const text = Buffer.concat(chunks).toString();
            const { statusCode = 0 } = response;
            if (statusCode >= 200 && statusCode < 300) done({ text, ms });
            else fail(new Error(`${path} returned ${statusCode}: ${text}`));
          });
        },
      );
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed an idle connection at the same time: browsers retry, too.
        if (outgoing.reusedSocket && error.code === 'ECONNRESET') {
          this.#send(request, begin).then(done, fail);
        } else {
          fail(error);
        }
      });
      outgoing.end(content);
    });
  }

  async json<T>(request: BenchRequest): Promise<T> {
    return JSON.parse((await this.send(request)).text) as T;
  }

  /** Returns the same server with the token of a user. */
  as(token: string): HttpTarget {
    return new HttpTarget(this.url, token);
  }

  close(): void {
    this.#agent.destroy();
  }
}
