import type { Client } from 'pg';

/**
 * One connection to a server, for statements that belong together: session
 * locks, transactions, the replication protocol.
 *
 * @public
 */
export interface Session {
  /** Rows of one statement, with `$1` placeholders where values are given. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;

  /** Runs a text without placeholders, which may hold several statements. */
  execute(text: string): Promise<void>;

  /** All statements of `work` take effect, or none. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** A session over a connection of node-postgres, which its owner ends. */
export class ClientSession implements Session {
  constructor(private readonly client: Client) {}

  async query<Row extends object>(
    text: string,
    values?: unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.client.query(text, values);
    return rows;
  }

  async execute(text: string): Promise<void> {
    await this.client.query(text);
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.query('BEGIN');
    try {
      const result = await work();
      await this.query('COMMIT');
      return result;
    } catch (error) {
      // A broken connection has rolled back already, and the first error tells more.
      await this.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }
}
