import { mockApis } from '@backstage/frontend-test-utils';
import { postgresApiFactory } from './api';

describe('postgresApiFactory', () => {
  it('asks the postgres plugin as the signed-in user and passes the signal on', async () => {
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
});
