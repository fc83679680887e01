import path from 'node:path';
import { connectClient, startDemoPostgres } from '@pgstage/example-postgres';
import { type StoredLogin, storedLogin } from './credentials';
import { demo } from './demo';

/** Returns the servers of the running demo, to stop and start them. */
export const joinServers = () =>
  startDemoPostgres({
    dataDir: path.join(demo.dataDir, 'postgres'),
    port: demo.ports.primary,
    standbyPort: demo.ports.standby,
  });

/** Runs one statement as an application would, with the stored credentials by default. */
export async function query(
  database: string,
  sql: string,
  {
    port = demo.ports.primary,
    login,
  }: { port?: number; login?: StoredLogin } = {},
): Promise<any[]> {
  const client = await connectClient({
    host: '127.0.0.1',
    port,
    database,
    ...(login ?? (await storedLogin(database))),
  });
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
