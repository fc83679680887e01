import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { callPlugin } from './callPlugin';

it('passes responses on, and converts the status of failures', async () => {
  expect(await callPlugin('catalog', async () => 1)).toBe(1);
  const refused = Object.assign(new Error('Bad Request'), {
    name: 'ResponseError',
    statusCode: 400,
    body: {},
  });
  const failed = await callPlugin('catalog', () =>
    Promise.reject(refused),
  ).catch(error => error);
  expect(failed).toMatchObject({ name: 'ServiceUnavailableError' });
  expect(failed.message).toMatch(
    /^The plugin catalog of this Backstage failed: Bad Request/,
  );
  expect(failed).not.toHaveProperty('statusCode');
});

it('passes on that the token of the caller expired', async () => {
  const expired = new AuthenticationError('expired');
  await expect(
    callPlugin('catalog', () => Promise.reject(expired)),
  ).rejects.toBe(expired);
});

describe('with the credentials of a session', () => {
  const refused = Object.assign(new Error('Illegal token'), {
    name: 'ResponseError',
    statusCode: 401,
  });
  const ask = (expiresAt: Date) =>
    callPlugin('catalog', () => Promise.reject(refused), {
      ...mockCredentials.user(),
      expiresAt,
    });

  it('reports that the session expired while the request waited', async () => {
    await expect(ask(new Date(Date.now() - 1))).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: 'The session has expired. Sign in again',
    });
  });

  it('does not report a valid session as expired', async () => {
    await expect(ask(new Date(Date.now() + 60_000))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});

it('rejects a restricted token instead of reporting a failure', async () => {
  const restricted = new NotAllowedError(
    "Access to target plugin 'catalog' is restricted and cannot be delegated",
  );
  await expect(
    callPlugin('catalog', () => Promise.reject(restricted)),
  ).rejects.toMatchObject({
    name: 'NotAllowedError',
    message: expect.stringMatching(/^The token of this request is restricted/),
  });
});
