import { ResponseError } from '@backstage/errors';
import type { Translate } from '../translation';
import { NoAnswerError, noAnswerText } from './NoAnswerError';

/** What an error says, apart from the wrapping of the HTTP client. */
export interface ErrorFacts {
  message: string;
  statusCode?: number;
  /** Where in the backend's log to look. */
  requestId?: string;
  /** Fields and their rules, from a refused input. */
  issues: { field: string; rule: string }[];
  /** All of it as text, for a person who asks for help. */
  details: string;
}

export function errorFacts(t: Translate, error: Error): ErrorFacts {
  if (!(error instanceof ResponseError)) {
    const message =
      error instanceof NoAnswerError ? noAnswerText(t, error) : error.message;
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

/** Whether a sign-in helps, and nothing else. */
export function isSessionOver(error: Error | undefined): boolean {
  return error instanceof ResponseError && error.statusCode === 401;
}

/** Whether Backstage gave no answer; that of a proxy before it names no request. */
export function isUnanswered(error: Error | undefined): boolean {
  return (
    !(error instanceof ResponseError) ||
    (error.statusCode >= 500 && !error.body.request)
  );
}

/** What of Backstage is in the way, as a title. */
export function hostTitle(t: Translate, error: Error | undefined): string {
  if (!(error instanceof ResponseError) || isUnanswered(error))
    return t('host.silent');
  const { statusCode } = error;
  if (statusCode === 401) return t('host.signedOut');
  if (statusCode === 403) return t('host.forbidden');
  if (statusCode === 429) return t('host.tooMany');
  return t('host.error');
}

/** How long the server asks to wait. */
export function retryAfterSeconds(error: unknown): number {
  return error instanceof ResponseError
    ? Number(error.response.headers.get('retry-after')) || 0
    : 0;
}

/** Whether the answer was that there is no such thing, or none that the reader may see. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}

/** Whether asking again gives the same answer: gone, signed out, not permitted. */
export function isFinal(error: unknown): boolean {
  return (
    error instanceof ResponseError && [401, 403, 404].includes(error.statusCode)
  );
}

/** Whether the answer was that what exists stands against what was asked. */
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
