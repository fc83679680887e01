import { Client, ClientConfig } from 'pg';

/**
 * Opens a connection whose end by the server is not the end of this process,
 * as it is for a client of node-postgres without a listener: the next query
 * tells of it. Its owner ends it.
 *
 * @public
 */
export async function connectClient(
  config: ClientConfig & { replication?: string },
): Promise<Client> {
  const client = new Client(config);
  client.on('error', () => {});
  await client.connect();
  return client;
}
