import type { ResponseError } from '@backstage/errors';

/** After a write without a response of the plugin. */
const outcomeUnknown =
  'It is unknown whether the request was performed: check this before you try again';

/**
 * Replaces the message of an error response that is not from the plugin: of
 * Backstage itself, if the session has expired, or of a proxy.
 */
export function explainHost(
  error: ResponseError,
  method: string,
): ResponseError {
  const message = messageForHostError(error, method);
  if (message) error.body.error.message = message;
  return error;
}

function messageForHostError(
  error: ResponseError,
  method: string,
): string | undefined {
  const { statusCode, statusText, body, response } = error;
  if (statusCode === 401)
    return 'The session has expired, or its token is invalid. Sign in again';
  // Error responses of Backstage contain the request.
  if (body.request) return undefined;
  if (statusCode === 429) {
    const after = Number(response.headers.get('retry-after'));
    return `Backstage receives too many requests. Try again ${
      after ? `in ${after} s` : 'later'
    }`;
  }
  if (statusCode < 500) return undefined;
  const next =
    method === 'GET'
      ? 'Try again. If the error persists,'
      : `${outcomeUnknown}. If the error persists,`;
  return `A proxy in front of Backstage returned ${statusCode} ${statusText}. ${next} check whether the Backstage backend is running`;
}
