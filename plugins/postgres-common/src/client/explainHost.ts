import type { ResponseError } from '@backstage/errors';

/**
 * Puts plain words where an answer is not the plugin's: of Backstage itself, to
 * one whose session is over, or of a proxy before it.
 */
export function explainHost(error: ResponseError): ResponseError {
  const said = wordsFor(error);
  if (said) error.body.error.message = said;
  return error;
}

function wordsFor(error: ResponseError): string | undefined {
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
  return statusCode >= 500
    ? `A proxy in front of Backstage answered ${statusCode} ${statusText}. Try again; if it stays, check that the backend of Backstage runs`
    : undefined;
}
