import { ResponseError } from '@backstage/errors';

/** Returns an error response of the backend. */
export function responseError(
  status: number,
  error: { name: string; message: string },
) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error,
        request: { method: 'GET', url: '/databases' },
        response: { statusCode: status },
      }),
      {
        status,
        headers: {
          'content-type': 'application/json',
          'x-request-id': 'req-7',
        },
      },
    ),
  );
}
