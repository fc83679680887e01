import { Client } from 'pg';
import { setTimeout as sleep } from 'timers/promises';

const MAX_ROWS = 1000;

/**
 * Writes a few small rows per second to the table `demo_writes` of a database, so
 * that there are changes to replicate and archive. Reconnects when the server was
 * down. The table contains the last 1000 rows.
 *
 * @param connection - a login that may create the table
 * @returns when the signal is aborted
 * @public
 */
export async function startDemoWrites(
  connection: {
    host: string;
    port: number;
    database: string;
    user: string;
    /** The password, or a function that is called before each login, so that it can be rotated. */
    password: string | (() => Promise<string>);
  },
  options: {
    signal: AbortSignal;
    rowsPerSecond?: number;
    log?: (line: string) => void;
  },
): Promise<void> {
  const { signal, rowsPerSecond = 4, log = () => {} } = options;
  const pause = (ms: number) =>
    sleep(ms, undefined, { signal }).catch(() => {});
  let isReported = false;
  while (!signal.aborted) {
    const client = new Client({
      ...connection,
      connectionTimeoutMillis: 5_000,
    });
    // The next query also fails after a lost connection.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(
        `CREATE TABLE IF NOT EXISTS demo_writes (
           id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
           written_at timestamptz NOT NULL DEFAULT now(),
           note text NOT NULL)`,
      );
      isReported = false;
      while (!signal.aborted) {
        const { rows } = await client.query<{ id: string }>(
          `INSERT INTO demo_writes (note) VALUES (repeat('demo ', 20)) RETURNING id`,
        );
        await client.query(
          'DELETE FROM demo_writes WHERE id <= $1::bigint - $2',
          [rows[0].id, MAX_ROWS],
        );
        await pause(1000 / rowsPerSecond);
      }
    } catch (error) {
      if (!isReported) {
        isReported = true;
        log(`Demo writes wait for the database: ${(error as Error).message}`);
      }
      await pause(1000);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
