import { ResponseError } from '@backstage/errors';

/** What the client throws when the backend refuses. */
export async function refusedWith(
  statusCode: number,
  more: object = {},
  message = 'no',
): Promise<never> {
  throw await ResponseError.fromResponse({
    ok: false,
    status: statusCode,
    statusText: 'refused',
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
