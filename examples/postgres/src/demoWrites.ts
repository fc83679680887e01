import { Client } from 'pg';
import { setTimeout as sleep } from 'timers/promises';

const ROWS_KEPT = 1000;

/**
 * Writes a few small rows per second into the table `demo_writes` of a
 * database, so that there is something to replicate, archive and look at. Goes
 * on by itself when the server was away; the table keeps its last 1000 rows.
 *
 * @param connection - where to, and as whom; the role must be able to create the table
 * @returns when the signal aborts
 * @public
 */
export async function startDemoWrites(
  connection: {
    host: string;
    port: number;
    database: string;
    user: string;
    /** Or how to look it up: asked anew for each login, so that a rotation is no end. */
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
  let complained = false;
  while (!signal.aborted) {
    const client = new Client({
      ...connection,
      connectionTimeoutMillis: 5_000,
    });
    // A lost connection also fails the next query, which is where it is told.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(
        `CREATE TABLE IF NOT EXISTS demo_writes (
           id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
           written_at timestamptz NOT NULL DEFAULT now(),
           note text NOT NULL)`,
      );
      complained = false;
      while (!signal.aborted) {
        const { rows } = await client.query<{ id: string }>(
          `INSERT INTO demo_writes (note) VALUES (repeat('demo ', 20)) RETURNING id`,
        );
        await client.query(
          'DELETE FROM demo_writes WHERE id <= $1::bigint - $2',
          [rows[0].id, ROWS_KEPT],
        );
        await pause(1000 / rowsPerSecond);
      }
    } catch (error) {
      if (!complained) {
        complained = true;
        log(`Demo writes wait for the database: ${(error as Error).message}`);
      }
      await pause(1000);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
