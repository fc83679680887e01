import { Client, ClientConfig } from 'pg';

import { DemoEndpoint } from './types';

/** A connection as superuser, for as long as `work` takes. */
export type WithSuperuser = <T>(
  work: (client: Client) => Promise<T>,
  extra?: ClientConfig & { replication?: string },
) => Promise<T>;

export function superuserOf(
  endpoint: DemoEndpoint,
  password: string,
): WithSuperuser {
  return async (work, extra) => {
    const client = new Client({
      ...endpoint,
      database: 'postgres',
      user: 'postgres',
      password,
      connectionTimeoutMillis: 10_000,
      ...extra,
    });
    // A server that ends between two queries: the next query reports it.
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
}
