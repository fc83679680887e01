import { PostgresClient } from './PostgresClient';

const json = (status: number, body: unknown) =>
  ({
    ok: status < 400,
    status,
    statusText: 'x',
    url: 'http://x',
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => body,
    text: async () => JSON.stringify(body),
  } as unknown as Response);

describe('PostgresClient', () => {
  const transport = jest.fn();
  const client = new PostgresClient<{ signal?: AbortSignal }>(transport);
  beforeEach(() => transport.mockReset().mockResolvedValue(json(200, {})));

  it('encodes a hostile ref as one path segment', async () => {
    await client.getHealth('server:main/..%2Fa?b#c');
    expect(transport.mock.calls[0][0]).toBe(
      '/databases/server%3Amain%2F..%252Fa%3Fb%23c/health',
    );
  });

  it('omits undefined input, and passes the options to the transport', async () => {
    const options = { signal: new AbortController().signal };
    await client.listDatabases(
      { entityRef: 'component:default/a', unbound: undefined },
      options,
    );
    expect(transport).toHaveBeenCalledWith(
      '/databases?entityRef=component%3Adefault%2Fa',
      { method: 'GET' },
      options,
    );
  });

  it('sends dryRun as a query parameter', async () => {
    await client.createDatabase({
      provider: 'server',
      location: 'main',
      name: 'a',
      entityRef: 'component:default/a',
      dryRun: true,
    });
    const [path, init] = transport.mock.calls[0];
    expect(path).toBe('/databases?dryRun=true');
    expect(JSON.parse(init.body)).toEqual({
      provider: 'server',
      location: 'main',
      name: 'a',
      entityRef: 'component:default/a',
    });
  });

  it('throws the error of the backend', async () => {
    transport.mockResolvedValue(
      json(409, {
        error: { name: 'ConflictError', message: 'orders exists' },
        request: {},
        response: { statusCode: 409 },
      }),
    );
    await expect(
      client.removeDatabase('server:main/a', { force: true }),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { message: 'orders exists' },
    });
    expect(transport.mock.calls[0][0]).toMatch(/\?force=true$/);
  });

  describe('explains errors that are not from the plugin', () => {
    const proxy = (status: number, headers = {}) =>
      new Response('<html>nginx</html>', {
        status,
        statusText: 'Bad Gateway',
        headers: { 'content-type': 'text/html', ...headers },
      });
    const illegalToken = {
      error: { name: 'AuthenticationError', message: 'Illegal token' },
      request: { method: 'GET', url: '/api/postgres/providers' },
      response: { statusCode: 401 },
    };

    it.each([
      ['a session that is over', json(401, illegalToken), /Sign in again/],
      [
        'a proxy',
        proxy(502),
        /^A proxy in front of Backstage returned 502 Bad Gateway/,
      ],
      [
        'a limit',
        proxy(429, { 'retry-after': '7' }),
        /too many requests. Try again in 7 s/,
      ],
    ])('%s', async (_, response, message) => {
      transport.mockResolvedValue(response);
      await expect(client.listProviders()).rejects.toMatchObject({
        statusCode: response.status,
        body: { error: { message: expect.stringMatching(message) } },
      });
    });

    it.each<[string, () => Promise<unknown>, RegExp]>([
      [
        'a read',
        () => client.listProviders(),
        /504 \S.* Try again\. If the error persists/,
      ],
      [
        'a write',
        () => client.rotatePassword('server:main/a'),
        /504 \S.* It is unknown whether the request was performed: check this before you try again\./,
      ],
    ])('explains a missing response after %s', async (_, call, message) => {
      transport.mockResolvedValue(proxy(504));
      await expect(call()).rejects.toMatchObject({
        body: { error: { message: expect.stringMatching(message) } },
      });
    });
  });
});
