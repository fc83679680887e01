/** One cause of a rejection, as the API server names it. @public */
export interface StatusCause {
  /** For example `FieldManagerConflict` or `FieldValueInvalid`. */
  reason?: string;
  message?: string;
  /** Path of the field, for example `spec.storage.size`. */
  field?: string;
}

/** Response of an API server instead of an object (kind `Status`). @public */
export interface ApiStatus {
  code: number;
  reason: string;
  message: string;
  causes: StatusCause[];
}

/**
 * The API server returned an error. For use inside this layer: its message may
 * repeat what was sent, so it never leaves the layer unchanged.
 *
 * @public
 */
export class ApiStatusError extends Error {
  constructor(readonly status: ApiStatus, readonly retryAfterMs?: number) {
    super(`${status.code} ${status.reason}`);
  }
}

/** No response in time. */
export class ApiTimeoutError extends Error {}

/** No connection, or one that broke. `message` is Node's own, without a secret. */
export class ApiConnectionError extends Error {}

/**
 * `Retry-After` is a number of seconds for Kubernetes; a proxy in front may
 * send a date.
 */
export function parseRetryAfter(
  value: string | undefined,
  now = Date.now(),
): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Parses a `Status`. Of any other body, such as the HTML page of a proxy, only the HTTP code is used. */
export function parseStatus(code: number, body: string): ApiStatus {
  let parsed: {
    kind?: string;
    reason?: string;
    message?: string;
    details?: { causes?: StatusCause[] };
  } = {};
  try {
    parsed = JSON.parse(body);
  } catch {
    // Not from the API server: only the code is used.
  }
  const isStatus = parsed?.kind === 'Status';
  return {
    code,
    reason: (isStatus && parsed.reason) || `HTTP ${code}`,
    message: (isStatus && parsed.message) || `HTTP ${code}`,
    causes: (isStatus && parsed.details?.causes) || [],
  };
}
