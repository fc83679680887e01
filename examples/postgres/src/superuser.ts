import { Client, ClientConfig } from 'pg';

import { connectClient } from './connectClient';
import { DemoEndpoint } from './types';

/** Runs `work` with a connection of the superuser. */
export type WithSuperuser = <T>(
  work: (client: Client) => Promise<T>,
  extra?: ClientConfig & { replication?: string },
) => Promise<T>;

export function superuserOf(
  endpoint: DemoEndpoint,
  password: string,
): WithSuperuser {
  return async (work, extra) => {
    const client = await connectClient({
      ...endpoint,
      database: 'postgres',
      user: 'postgres',
      password,
      connectionTimeoutMillis: 10_000,
      ...extra,
    });
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
}
