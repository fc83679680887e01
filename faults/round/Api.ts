import { ResponseError } from '@backstage/errors';
import { PostgresClient } from '@pgstage/backstage-plugin-postgres-common';

/** Longer than any request takes: writes end after two minutes. */
const LONGEST_MS = 180_000;

/** The answer to a request. */
export interface Answer {
  /** HTTP status; 0: none arrived. */
  status: number;
  ms: number;
  /** The message of an error. */
  message?: string;
}

/** The API of the plugin for one user, which keeps every error for {@link Api.texts}. */
export class Api {
  readonly client: PostgresClient<void>;
  /** The body of each error response. */
  readonly texts = new Set<string>();

  constructor(baseUrl: string, token: string) {
    this.client = new PostgresClient(async (path, init) => {
      const response = await fetch(`${baseUrl}/postgres${path}`, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(LONGEST_MS),
      });
      if (!response.ok) this.texts.add(await response.clone().text());
      return response;
    });
  }

  /** Sends a request, and returns its answer even if that is an error. */
  async answer(call: () => Promise<unknown>): Promise<Answer> {
    const begin = performance.now();
    const result = await call().then(
      () => ({ status: 200 }),
      error =>
        error instanceof ResponseError
          ? { status: error.response.status, message: error.body.error.message }
          : { status: 0, message: String(error.cause ?? error) },
    );
    return { ...result, ms: Math.round(performance.now() - begin) };
  }
}
