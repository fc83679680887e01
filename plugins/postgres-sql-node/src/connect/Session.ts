import type { Client } from 'pg';

/**
 * One connection to a server, for session locks, transactions and the
 * replication protocol.
 *
 * @public
 */
export interface Session {
  /** Runs one statement, with `$1` placeholders for the values, and returns its rows. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;

  /** Runs one or several statements without placeholders. */
  execute(text: string): Promise<void>;

  /** Runs `work` in a transaction, which is rolled back if it fails. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** A session on a connection of node-postgres, which the caller closes. */
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
      // Fails on a broken connection, which was rolled back. The first error is more useful.
      await this.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }
}
