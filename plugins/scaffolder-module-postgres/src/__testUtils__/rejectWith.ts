import { ResponseError } from '@backstage/errors';

/** Returns the error of the client for a rejected request. */
export async function rejectWith(
  statusCode: number,
  more: object = {},
  message = 'no',
): Promise<never> {
  throw await ResponseError.fromResponse({
    ok: false,
    status: statusCode,
    statusText: 'Rejected',
    url: 'http://localhost/databases',
    redirected: false,
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({
        error: { name: 'Error', message, ...more },
        response: { statusCode },
      }),
  } as Response);
}
