import pLimit, { type Limit } from 'p-limit';
import { retry } from '@pgstage/backstage-plugin-postgres-node/provider';
import { ApiStatusError, ApiTimeoutError } from './ApiStatusError';
import type { ApiRequest } from './ClusterConnection';
import type { CallContext } from './CallContext';
import { toUpstreamError } from './upstreamErrors';

/** @public */
export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds, waiting for a free slot included. Default 15,000. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const MAX_TRIES_WHEN_THROTTLED = 4;

/**
 * Sends a limited number of requests at a time, each with a timeout, and
 * retries if the server requests it; failures become self-contained errors.
 */
export class BoundedCalls {
  readonly #limit: Limit;

  constructor(atOnce: number) {
    this.#limit = pLimit(atOnce);
  }

  async run<T>(
    send: (request: ApiRequest) => Promise<T>,
    request: ApiRequest,
    context: CallContext,
    { signal, timeoutMs = TIMEOUT_MS }: CallOptions = {},
  ): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    try {
      return await this.#limit(() =>
        retry(
          () => send({ ...request, timeoutMs: timeLeft(deadline), signal }),
          {
            tries: MAX_TRIES_WHEN_THROTTLED,
            waitMs: throttledFor,
            deadline,
            signal,
          },
        ),
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw toUpstreamError(error, context);
    }
  }
}

/** A write whose response would come after the timeout is not sent. */
function timeLeft(deadline: number): number {
  const leftMs = deadline - Date.now();
  if (leftMs > 0) return leftMs;
  throw new ApiTimeoutError('other requests used up its timeout');
}

/** Not executed, whatever the method: the server returned when to retry. */
function throttledFor(error: unknown): number | undefined {
  if (!(error instanceof ApiStatusError)) return undefined;
  const { status, retryAfterMs } = error;
  if (status.code === 503) return retryAfterMs;
  return status.code === 429 ? retryAfterMs ?? 1000 : undefined;
}
