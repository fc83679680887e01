import type { Client, QueryResult, QueryResultRow } from 'pg';

/**
 * One connection to a server, for statements that belong together: session
 * locks, transactions, the replication protocol.
 */
export class Session {
  constructor(private readonly client: Client) {}

  /** Rows of one statement, with `$1` placeholders where values are given. */
  async query<Row extends QueryResultRow = QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(text, values);
    return rows;
  }

  /** Every row set of a text without placeholders that gives several. */
  async results(text: string): Promise<QueryResult[]> {
    // node-postgres gives an array where there are several; its types do not say so.
    const result = (await this.client.query(text)) as
      | QueryResult
      | QueryResult[];
    return Array.isArray(result) ? result : [result];
  }

  /** All statements of `work` take effect, or none. */
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
