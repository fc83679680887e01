import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import {
  ApiConnectionError,
  ApiStatusError,
  ApiTimeoutError,
  parseRetryAfter,
  parseStatus,
} from './ApiStatusError';
import { Credentials } from './Credentials';

/** One request to an API server. @public */
export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | undefined>;
  contentType?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** Milliseconds until the response starts; for {@link ClusterConnection.json} and {@link ClusterConnection.text} until it ends. */
  timeoutMs?: number;
  /** Maximum size of the response if all of it is read. Default: 256 MiB. */
  maxBytes?: number;
}

const MAX_RESPONSE_BYTES = 256 * 2 ** 20;

/**
 * Sends authenticated requests to one API server. The credentials come from
 * client-node, but not the requests: it opens a new TLS connection for each, also
 * for reads, and does not expose `Retry-After`.
 *
 * @public
 */
export class ClusterConnection {
  readonly server: string;
  readonly #credentials: Credentials;

  constructor(
    kubeConfig: KubeConfig,
    private readonly defaults: { timeoutMs: number } = { timeoutMs: 15_000 },
  ) {
    this.server = kubeConfig.getCurrentCluster()?.server ?? '';
    this.#credentials = new Credentials(kubeConfig);
  }

  /** Sends a request and reads the whole response as JSON. */
  async json<T>(request: ApiRequest): Promise<T> {
    const text = await this.text(request);
    try {
      return JSON.parse(text) as T;
    } catch {
      // The parser's message would quote what may be a Secret.
      throw new ApiConnectionError('the response is not JSON');
    }
  }

  /** Sends a request and reads the whole response. */
  async text(request: ApiRequest): Promise<string> {
    const timeoutMs = request.timeoutMs ?? this.defaults.timeoutMs;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any(
      request.signal ? [request.signal, timeout] : [timeout],
    );
    try {
      return await readBody(
        await this.open({ ...request, signal, timeoutMs }),
        request.maxBytes,
      );
    } catch (error) {
      request.signal?.throwIfAborted();
      if (timeout.aborted) throw new ApiTimeoutError(noResponse(timeoutMs));
      throw error;
    }
  }

  /**
   * Sends a request and returns the response as soon as it starts.
   *
   * @throws ApiStatusError, ApiConnectionError, ApiTimeoutError, or the reason
   * of `signal`.
   */
  async open(request: ApiRequest): Promise<IncomingMessage> {
    const timeoutMs = request.timeoutMs ?? this.defaults.timeoutMs;
    const slow = new AbortController();
    const timer = setTimeout(() => slow.abort(), timeoutMs);
    try {
      // Credentials may come from a program, which supports no signal.
      const response = await Promise.race([
        this.#send(request, slow.signal),
        once(slow.signal, 'abort').then(() =>
          Promise.reject(slow.signal.reason),
        ),
      ]);
      const code = response.statusCode ?? 0;
      if (code >= 200 && code < 300) return response;
      throw new ApiStatusError(
        parseStatus(code, await readBody(response)),
        parseRetryAfter(response.headers['retry-after']),
      );
    } catch (error) {
      request.signal?.throwIfAborted();
      if (slow.signal.aborted) throw new ApiTimeoutError(noResponse(timeoutMs));
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Closes idle connections. */
  close(): void {
    this.#credentials.close();
  }

  async #send(
    request: ApiRequest,
    slow: AbortSignal,
    isRetry = false,
  ): Promise<IncomingMessage> {
    const { method = 'GET', signal } = request;
    const options = await this.#credentials.read();
    const query = new URLSearchParams(
      Object.entries(request.query ?? {}).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ).toString();
    const url = `${this.server.replace(/\/$/, '')}${request.path}${
      query && `?${query}`
    }`;
    const body =
      request.body === undefined ? undefined : JSON.stringify(request.body);

    return new Promise((resolve, reject) => {
      const call = (url.startsWith('http:') ? http : https).request(url, {
        method,
        // The server may close a reused connection at the same time. Only reads
        // are safe to repeat, so writes use a new connection:
        // `false`, because Node's global agent keeps connections, too.
        agent: options.proxied ?? (method === 'GET' ? options.agent : false),
        ...(method === 'GET' ? {} : options.tls),
        signal: AbortSignal.any(signal ? [signal, slow] : [slow]),
        headers: {
          ...options.headers,
          Accept: 'application/json',
          'User-Agent': 'pgstage',
          ...(body !== undefined && {
            'Content-Type': request.contentType ?? 'application/json',
            'Content-Length': Buffer.byteLength(body),
          }),
        },
      });
      call.on('socket', socket => socket.setKeepAlive(true, 30_000));
      let hasResponded = false;
      call.on('response', response => {
        hasResponded = true;
        resolve(response);
      });
      call.on('error', (error: NodeJS.ErrnoException) => {
        if (
          !hasResponded &&
          method === 'GET' &&
          call.reusedSocket &&
          !isRetry &&
          !slow.aborted
        ) {
          this.#send(request, slow, true).then(resolve, reject);
        } else {
          reject(connectionError(error));
        }
      });
      call.end(body);
    });
  }
}

function noResponse(timeoutMs: number): string {
  return `no response within ${timeoutMs / 1000} s`;
}

function connectionError(error: NodeJS.ErrnoException): Error {
  return new ApiConnectionError(
    error.code && !error.message.includes(error.code)
      ? `${error.code}: ${error.message}`
      : error.message,
  );
}

async function readBody(
  response: IncomingMessage,
  maxBytes = MAX_RESPONSE_BYTES,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw connectionError(error as NodeJS.ErrnoException);
  }
  if (size > maxBytes) {
    throw new ApiConnectionError(
      `the response is larger than ${Math.round(maxBytes / 2 ** 20)} MB`,
    );
  }
  return Buffer.concat(chunks).toString('utf8');
}
