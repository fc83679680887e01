import { mockApis } from '@backstage/frontend-test-utils';
import { postgresApiFactory } from './api';

describe('postgresApiFactory', () => {
  it('calls the postgres plugin as the signed-in user and passes the signal on', async () => {
    const fetch = jest.fn().mockResolvedValue(new Response('{}'));
    const api = postgresApiFactory.factory({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://backend' }),
      fetchApi: { fetch },
    });
    const { signal } = new AbortController();

    await api.getHealth('server:main/orders', { signal });

    expect(fetch).toHaveBeenCalledWith(
      'http://backend/api/postgres/databases/server%3Amain%2Forders/health',
      { method: 'GET', signal },
    );
  });

  const apiThatFailsWith = (error: Error) =>
    postgresApiFactory.factory({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://backend' }),
      fetchApi: { fetch: jest.fn().mockRejectedValue(error) },
    });

  it('reports a missing connection, and that a write may have been executed', async () => {
    const api = apiThatFailsWith(new TypeError('Failed to fetch'));
    await expect(api.getHealth('server:main/orders')).rejects.toThrow(
      /^No response from Backstage\. .* is running\.$/,
    );
    await expect(api.rotatePassword('server:main/orders')).rejects.toThrow(
      /^No response from Backstage\. Whether the request was executed is unknown/,
    );
  });

  it('does not change other errors', async () => {
    const aborted = new DOMException('', 'AbortError');
    await expect(
      apiThatFailsWith(aborted).getHealth('server:main/orders'),
    ).rejects.toBe(aborted);
  });
});
