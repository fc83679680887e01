import { Client, ClientConfig } from 'pg';

/**
 * Opens a connection with an error listener: without one, the process ends when
 * the server closes the connection. The next query reports the error. The caller
 * closes the connection.
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
