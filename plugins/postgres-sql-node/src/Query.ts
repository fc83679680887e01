import type { QueryResultRow } from 'pg';

/** Runs one statement: `ServerConnections.query` or `Session.query`. */
export type Query = <Row extends QueryResultRow>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;
