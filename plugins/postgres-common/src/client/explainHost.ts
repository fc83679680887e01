import type { ResponseError } from '@backstage/errors';

/** After a write without an answer of the plugin. */
const outcomeUnknown =
  'Whether it was done is not known: look before you try again';

/**
 * Puts plain words where an answer is not the plugin's: of Backstage itself, to
 * one whose session is over, or of a proxy before it.
 */
export function explainHost(
  error: ResponseError,
  method: string,
): ResponseError {
  const said = messageForHostError(error, method);
  if (said) error.body.error.message = said;
  return error;
}

function messageForHostError(
  error: ResponseError,
  method: string,
): string | undefined {
  const { statusCode, statusText, body, response } = error;
  if (statusCode === 401)
    return 'The session is over, or its token is not valid. Sign in again';
  // All of Backstage's own errors name the request.
  if (body.request) return undefined;
  if (statusCode === 429) {
    const after = Number(response.headers.get('retry-after'));
    return `Backstage gets too many requests. Try again ${
      after ? `in ${after} s` : 'later'
    }`;
  }
  if (statusCode < 500) return undefined;
  const next =
    method === 'GET'
      ? 'Try again; if it stays,'
      : `${outcomeUnknown}. If it stays,`;
  return `A proxy in front of Backstage answered ${statusCode} ${statusText}. ${next} check that the backend of Backstage runs`;
}
