import { ResponseError } from '@backstage/errors';
import type { Translate } from '../translation';
import { NoResponseError, noResponseText } from './NoResponseError';

/** The content of an error, without the wrapping of the HTTP client. */
export interface ErrorFacts {
  message: string;
  statusCode?: number;
  /** Id to search for in the log of the backend. */
  requestId?: string;
  /** The invalid fields and the violated rules. */
  issues: { field: string; rule: string }[];
  /** All of it as text, for support requests. */
  details: string;
}

export function errorFacts(t: Translate, error: Error): ErrorFacts {
  if (!(error instanceof ResponseError)) {
    const message =
      error instanceof NoResponseError
        ? noResponseText(t, error)
        : error.message;
    return { message, issues: [], details: text({ message }) };
  }
  const { body, statusCode, response } = error;
  const message = body.error.message || error.message;
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const issues = (body.error as { issues?: unknown }).issues;
  return {
    message,
    statusCode,
    requestId,
    issues: Array.isArray(issues) ? issues : [],
    details: text({
      message,
      error: body.error.name,
      status: `${statusCode} ${error.statusText}`,
      request: body.request && `${body.request.method} ${body.request.url}`,
      requestId,
    }),
  };
}

/** Returns whether the session has expired, so that only a sign-in helps. */
export function isSessionOver(error: Error | undefined): boolean {
  return error instanceof ResponseError && error.statusCode === 401;
}

/**
 * Returns whether Backstage did not respond; the response of a proxy in front
 * of it has no request.
 */
export function isNoResponse(error: Error | undefined): boolean {
  return (
    !(error instanceof ResponseError) ||
    (error.statusCode >= 500 && !error.body.request)
  );
}

/** Returns the problem of Backstage as a title. */
export function hostTitle(t: Translate, error: Error | undefined): string {
  if (!(error instanceof ResponseError) || isNoResponse(error))
    return t('host.silent');
  const { statusCode } = error;
  if (statusCode === 401) return t('host.signedOut');
  if (statusCode === 403) return t('host.forbidden');
  if (statusCode === 429) return t('host.tooMany');
  return t('host.error');
}

/** Returns how long the server requests to wait. */
export function retryAfterSeconds(error: unknown): number {
  return error instanceof ResponseError
    ? Number(error.response.headers.get('retry-after')) || 0
    : 0;
}

/** Returns whether the response was "not found", also for hidden objects. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}

/** Returns whether a retry would fail in the same way: not found, signed out, not permitted. */
export function isFinal(error: unknown): boolean {
  return (
    error instanceof ResponseError && [401, 403, 404].includes(error.statusCode)
  );
}

/** Returns whether the response was a conflict with what exists. */
export function isConflict(error: Error | undefined): boolean {
  return error instanceof ResponseError && error.statusCode === 409;
}

function text(facts: Record<string, string | undefined>): string {
  return Object.entries({ ...facts, time: new Date().toISOString() })
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${value}`],
    )
    .join('\n');
}
