/**
 * Runs one statement, with `$1` placeholders where values are given, and gives
 * its rows.
 *
 * @public
 */
export type Query = <Row extends object>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;
